package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The real API server that {@value KUBECONFIG} leads to, with this module's CustomResourceDefinitions and a namespace of the test's own.
 * It is spoken to in plain HTTP, so that what it is sent is what stands in a file.
 */
final class ApiServer implements AutoCloseable {

    static final String KUBECONFIG = "FAIRLEAD_TEST_KUBECONFIG";

    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";
    private static final String APPLY = "application/apply-patch+yaml";
    private static final String MERGE = "application/merge-patch+json";
    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
    private static final List<String> PLURALS = List.of("grpcloadbalancers", "proxyreports");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final ObjectMapper mapper = new ObjectMapper();
    private final KubernetesClient client;
    private final String namespace;

    private ApiServer(KubernetesClient client) {
        this.client = client;
        namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("validation-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    static ApiServer connect() throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(Path.of(System.getenv(KUBECONFIG))));
        // A 500 is how it answers to an apply that it cannot read.
        config.setRequestRetryBackoffLimit(0);
        ApiServer server =
                new ApiServer(new KubernetesClientBuilder().withConfig(config).build());
        for (String plural : PLURALS) {
            server.install(plural);
        }
        return server;
    }

    private void install(String plural) throws IOException {
        String name = plural + ".fairlead.io";
        Answer applied = send(
                "PATCH",
                CRDS + name + "?fieldManager=test&force=true",
                APPLY,
                Files.readString(Path.of(name + ".yaml")));
        assertThat(applied.faults()).isEmpty();
        await().atMost(LONGEST_WAIT)
                .ignoreExceptionsInstanceOf(JsonProcessingException.class)
                .until(() -> isEstablished(name) && serves(plural));
    }

    private boolean isEstablished(String crd) throws IOException {
        for (JsonNode condition : get(CRDS + crd).body().at("/status/conditions")) {
            if (condition.path("type").asText().equals("Established")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /** A resource answers 404, 503 and 429 for a while after its definition is established, and that in plain text. */
    private boolean serves(String plural) throws IOException {
        return get(path(plural)).isAccepted();
    }

    /** Returns the path of all objects of a kind in the test's namespace. */
    String path(String plural) {
        return "/apis/fairlead.io/v1alpha1/namespaces/%s/%s".formatted(namespace, plural);
    }

    Answer get(String path) throws IOException {
        return get(path, JSON);
    }

    Answer get(String path, String accepted) throws IOException {
        return answer(request(path).header("Accept", accepted).build());
    }

    Answer create(String path, String yaml) throws IOException {
        return send("POST", path, YAML, yaml);
    }

    Answer replace(String path, JsonNode object) throws IOException {
        return send("PUT", path, JSON, object.toString());
    }

    Answer merge(String path, String yaml) throws IOException {
        return send(
                "PATCH",
                path,
                MERGE,
                Serialization.unmarshal(yaml, JsonNode.class).toString());
    }

    Answer apply(String path, String yaml) throws IOException {
        return send("PATCH", path, APPLY, yaml);
    }

    private Answer send(String method, String path, String contentType, String body) throws IOException {
        return answer(request(path)
                .header("Accept", JSON)
                .method(method, contentType, body)
                .build());
    }

    private HttpRequest.Builder request(String path) {
        String server = client.getMasterUrl().toString().replaceAll("/$", "");
        return client.getHttpClient().newHttpRequestBuilder().uri(server + path);
    }

    private Answer answer(HttpRequest request) throws IOException {
        HttpResponse<String> response =
                client.getHttpClient().sendAsync(request, String.class).join();
        return new Answer(response.code(), mapper.readTree(response.body()));
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
