package io.fairlead.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A case of src/test/resources/status: {@code in.yaml} holds a document with the moment, and what the operator found by trying ({@code conflicts},
 * {@code leftovers}, {@code refusal}), then the objects; {@code out.yaml} the status, then the events.
 */
record StatusCase(String name, Observed observed, Instant now) {

    static final Path ROOT = Path.of("src/test/resources/status");
    static final String UPDATE_COMMAND =
            "mvn -pl operator -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=StatusSummaryTest -Dstatus.update=true";

    private static final KubernetesSerialization OBJECTS = new KubernetesSerialization();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    static Stream<StatusCase> all() {
        return names().stream().map(StatusCase::read);
    }

    static List<String> names() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StatusCase read(String name) {
        Path folder = ROOT.resolve(name);
        try {
            List<JsonNode> documents = YAML.readerFor(JsonNode.class)
                    .<JsonNode>readValues(folder.resolve("in.yaml").toFile())
                    .readAll();
            JsonNode moment = documents.getFirst();
            Observed observed = new Observed(
                    of(documents, GrpcLoadBalancer.class).findFirst().orElseThrow(),
                    new TakenNames(texts(moment, "conflicts"), texts(moment, "leftovers")),
                    moment.path("refusal").asText(null),
                    of(documents, Deployment.class).findFirst().orElse(null),
                    of(documents, Service.class).findFirst().orElse(null),
                    of(documents, ReplicaSet.class).toList(),
                    of(documents, Pod.class).toList(),
                    of(documents, ProxyReport.class).toList());
            return new StatusCase(
                    name, observed, Instant.parse(moment.required("now").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }

    Path out() {
        return ROOT.resolve(name).resolve("out.yaml");
    }

    /** Writes {@code status} and {@code events} as they stand in {@code out.yaml}. */
    static String write(GrpcLoadBalancerStatus status, List<StatusEvent> events) throws IOException {
        return write("status", status) + "---\n" + write("events", events);
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<String> texts(JsonNode document, String key) {
        return document.path(key).valueStream().map(JsonNode::asText).toList();
    }

    private static <T> Stream<T> of(List<JsonNode> documents, Class<T> type) {
        return documents.stream()
                .filter(document ->
                        type.getSimpleName().equals(document.path("kind").asText()))
                .map(document -> OBJECTS.convertValue(document, type));
    }

    private static String write(String key, Object value) throws IOException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set(key, OBJECTS.convertValue(value, JsonNode.class));
        StringWriter text = new StringWriter();
        YAML.writeValue(text, document);
        return text.toString();
    }
}
