package io.fairlead.demo.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.demo.api.discovery.ResourceType;
import io.fairlead.demo.api.discovery.ResourceTypes;
import io.fairlead.demo.api.table.Tables.IncludeObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of src/test/resources/tables is called as a kind, and has a list of objects and the table that is made of it. */
class TablesTest {

    private static final Path FOLDER = Path.of("src/test/resources/tables");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Tables TABLES = new Tables(InstantSource.fixed(Instant.parse("2026-11-24T23:33:32Z")));

    static List<String> kinds() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTableIsThatOfTheGoldenFile(String kind) throws Exception {
        // Given
        JsonNode list = YAML.readTree(FOLDER.resolve(kind).resolve("in.yaml").toFile());

        // When
        ObjectNode table = TABLES.table(type(kind), list, IncludeObject.NONE);

        // Then
        assertThat(text(table)).isEqualTo(Files.readString(FOLDER.resolve(kind).resolve("out.txt")));
    }

    @Test
    void everyGoldenFileIsUsed() throws Exception {
        // When
        try (Stream<Path> files = Files.walk(FOLDER)) {

            // Then
            assertThat(files.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrderElementsOf(kinds().stream()
                            .flatMap(kind -> Stream.of("in.yaml", "out.txt")
                                    .map(file -> FOLDER.resolve(kind).resolve(file)))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T23:33:33Z, 0s",
        "2026-11-24T23:33:34Z, <invalid>",
        "2026-11-24T23:31:33Z, 119s",
        "2026-11-24T23:31:32Z, 2m",
        "2026-11-24T23:24:31Z, 9m1s",
        "2026-11-24T23:23:32Z, 10m",
        "2026-11-24T20:33:33Z, 179m",
        "2026-11-24T20:30:32Z, 3h3m",
        "2026-11-24T15:33:32Z, 8h",
        "2026-11-22T20:33:32Z, 2d3h",
        "2026-11-16T23:33:32Z, 8d",
        "2024-11-23T23:33:32Z, 2y1d",
        "2016-11-24T23:33:32Z, 10y",
        "yesterday, <invalid>",
        "'', <unknown>"
    })
    void anAgeIsSaidAsKubectlSaysIt(String created, String age) throws Exception {
        // Given
        JsonNode object = YAML.readTree("metadata: {name: a, creationTimestamp: '%s'}".formatted(created));

        // When
        ObjectNode table = TABLES.table(type("serviceaccounts"), object, IncludeObject.NONE);

        // Then
        assertThat(table.at("/rows/0/cells/2").asText()).isEqualTo(age);
    }

    @Test
    void aRowHoldsOfItsObjectWhatIsAskedFor() throws Exception {
        // Given
        JsonNode object = YAML.readTree("{metadata: {name: a, resourceVersion: '7'}, data: {b: c}}");
        ResourceType type = type("configmaps");

        // When
        ObjectNode none = TABLES.table(type, object, IncludeObject.parse("None"));
        ObjectNode metadata = TABLES.table(type, object, IncludeObject.parse(""));
        ObjectNode whole = TABLES.table(type, object, IncludeObject.parse("Object"));

        // Then
        assertThat(none.at("/rows/0/object").isNull()).isTrue();
        assertThat(metadata.at("/rows/0/object"))
                .isEqualTo(
                        YAML.readTree(
                                "{kind: PartialObjectMetadata, apiVersion: meta.k8s.io/v1, metadata: {name: a, resourceVersion: '7'}}"));
        assertThat(whole.at("/rows/0/object"))
                .isEqualTo(YAML.readTree(
                        "{kind: ConfigMap, apiVersion: v1, metadata: {name: a, resourceVersion: '7'}, data: {b: c}}"));
    }

    @Test
    void aTableHasTheVersionOfItsList() throws Exception {
        // Given
        JsonNode list = YAML.readTree("{metadata: {resourceVersion: '9'}, items: []}");

        // When
        ObjectNode table = TABLES.table(type("pods"), list, IncludeObject.NONE);

        // Then
        assertThat(table.path("metadata")).isEqualTo(YAML.readTree("{resourceVersion: '9'}"));
        assertThat(table.path("rows")).isEmpty();
    }

    @Test
    void anUnknownWordForWhatARowHoldsIsRefused() {
        // When, Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IncludeObject.parse("All"))
                .withMessage("includeObject: All (expected: None, Metadata or Object)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
                "true  | application/json;as=Table;v=v1beta1;g=meta.k8s.io, application/json; as=Table; v=v1; g=meta.k8s.io, application/json",
                "false | application/json, application/json;as=Table;v=v1;g=meta.k8s.io",
                "false | application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json",
                "false | application/json",
                "false | */*",
                "false | ''"
            })
    void aTableIsAskedForByItsVersion(boolean asked, String accept) {
        // When, Then
        assertThat(Tables.asked(accept)).isEqualTo(asked);
    }

    private static ResourceType type(String plural) throws IOException {
        List<JsonNode> definitions = new ArrayList<>();
        for (String crd : List.of("grpcloadbalancers", "proxyreports")) {
            try (InputStream definition = GrpcLoadBalancer.class.getResourceAsStream(crd + ".fairlead.io.yaml")) {
                definitions.add(YAML.readTree(definition));
            }
        }
        return ResourceTypes.of(definitions).all().stream()
                .filter(type -> type.plural().equals(plural))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the names of the columns, in brackets those of wide output, and below them the cells. */
    private static String text(ObjectNode table) {
        Stream<String> header = stream(table.path("columnDefinitions"))
                .map(column -> column.path("priority").asInt() == 0
                        ? column.path("name").asText()
                        : "(" + column.path("name").asText() + ")");
        Stream<Stream<String>> rows =
                stream(table.path("rows")).map(row -> stream(row.path("cells")).map(JsonNode::asText));
        return Stream.concat(Stream.of(header), rows)
                .map(line -> line.collect(Collectors.joining(" | ")).strip() + "\n")
                .collect(Collectors.joining());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
