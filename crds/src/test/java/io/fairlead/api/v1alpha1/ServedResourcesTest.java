package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What a real API server makes of the definitions besides checking what it is given. */
@EnabledIfEnvironmentVariable(named = ApiServer.KUBECONFIG, matches = ".+")
class ServedResourcesTest {

    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private final YAMLMapper yaml = new YAMLMapper();

    private ApiServer server;
    private String loadBalancers;
    private String reports;

    @BeforeEach
    void connect() throws IOException {
        server = ApiServer.connect();
        loadBalancers = server.path("grpcloadbalancers");
        reports = server.path("proxyreports");
    }

    @AfterEach
    void disconnect() {
        server.close();
    }

    @Test
    void onlyWhatScaleNeedsIsSetByDefault() throws IOException {
        // Given
        JsonNode minimal = yaml.readTree(minimal());

        // When
        JsonNode created = server.create(loadBalancers, minimal()).body();

        // Then
        ObjectNode expected = minimal.get("spec").deepCopy();
        expected.putObject("proxy").put("replicas", 2);
        assertThat(created.get("spec")).isEqualTo(expected);
    }

    @Test
    void scalingChangesTheReplicasOfTheSpec() throws IOException {
        // Given
        server.create(loadBalancers, minimal());
        ObjectNode scale =
                (ObjectNode) server.get(loadBalancers + "/echo/scale").body();
        ((ObjectNode) scale.get("spec")).put("replicas", 5);

        // When
        Answer answer = server.replace(loadBalancers + "/echo/scale", scale);

        // Then
        assertThat(answer.faults()).isEmpty();
        JsonNode scaled = server.get(loadBalancers + "/echo").body();
        assertThat(scaled.at("/spec/proxy/replicas").asInt()).isEqualTo(5);
        assertThat(scaled.at("/metadata/generation").asInt()).isEqualTo(2);
    }

    @Test
    void theScaleTellsHowManyProxiesThereAreAndHowTheyAreFound() throws IOException {
        // Given
        server.create(loadBalancers, minimal());

        // When
        server.merge(loadBalancers + "/echo/status", status());

        // Then
        JsonNode scale = server.get(loadBalancers + "/echo/scale").body();
        assertThat(scale.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(scale.at("/status/replicas").asInt()).isEqualTo(2);
        assertThat(scale.at("/status/selector").asText()).isEqualTo("fairlead.io/name=echo");
    }

    @Test
    void aStatusIsWrittenAtItsOwnPlaceAndChangesNoGeneration() throws IOException {
        // Given
        server.create(loadBalancers, minimal());

        // When
        Answer answer = server.merge(loadBalancers + "/echo/status", status());

        // Then
        assertThat(answer.body().at("/status"))
                .isEqualTo(yaml.readTree(status()).get("status"));
        assertThat(answer.body().at("/metadata/generation").asInt()).isEqualTo(1);
    }

    @Test
    void aStatusInWhatAUserWritesIsIgnored() throws IOException {
        // Given
        server.create(loadBalancers, minimal());

        // When
        Answer answer = server.merge(loadBalancers + "/echo", status());

        // Then
        assertThat(answer.isAccepted()).isTrue();
        assertThat(answer.body().has("status")).isFalse();
    }

    @Test
    void fieldsThatAreLeftEmptyAreAsIfLeftOut() throws IOException {
        // Given
        String text = minimal() + "  accessLog:\n  proxy:\n";

        // When
        JsonNode created = server.create(loadBalancers, text).body();

        // Then
        assertThat(created.at("/spec").has("accessLog")).isFalse();
        assertThat(created.at("/spec/proxy/replicas").asInt()).isEqualTo(2);
    }

    @Test
    void aLoadBalancerIsShownWithWhatMattersOfIt() throws IOException {
        // Given
        server.create(loadBalancers, minimal());
        server.merge(loadBalancers + "/echo/status", status());

        // When
        JsonNode table = server.get(loadBalancers + "/echo", TABLE).body();

        // Then
        assertThat(columns(table))
                .containsExactly(
                        "Name", "Address", "Backends", "Programmed", "Ready", "Reason", "Replicas", "Message", "Age");
        assertThat(cells(table))
                .startsWith("echo", "2001:db8::1", "2/3", "False", "False", "BackendsDown", "2", "In words.");
    }

    @Test
    void aReportIsShownWithWhatMattersOfIt() throws IOException {
        // Given
        String text = Files.readString(ValidationFiles.PROXY_REPORT.file("valid-everything.yaml"));
        server.create(
                reports, text.replace("{name: has-status}", "{name: has-status, labels: {fairlead.io/name: echo}}"));
        server.merge(reports + "/has-status/status", text);

        // When
        JsonNode table = server.get(reports + "/has-status", TABLE).body();

        // Then
        assertThat(columns(table)).containsExactly("Name", "LoadBalancer", "Generation", "Refused", "Renewed", "Age");
        assertThat(cells(table)).startsWith("has-status", "echo", "3", "4");
    }

    @Test
    void loadBalancersHaveAShortNameAndAreAmongAll() throws IOException {
        // When
        JsonNode resources = server.get("/apis/fairlead.io/v1alpha1").body().get("resources");

        // Then
        assertThat(resources).anySatisfy(resource -> {
            assertThat(resource.path("name").asText()).isEqualTo("grpcloadbalancers");
            assertThat(resource.path("shortNames")).extracting(JsonNode::asText).containsExactly("glb");
            assertThat(resource.path("categories")).extracting(JsonNode::asText).containsExactly("all");
        });
    }

    private static String minimal() throws IOException {
        return Files.readString(ValidationFiles.SPEC.file("valid-minimal.yaml"));
    }

    private static String status() throws IOException {
        return Files.readString(ValidationFiles.STATUS.file("valid-everything.yaml"))
                .replace("has-status", "echo");
    }

    private static List<String> columns(JsonNode table) {
        return StreamSupport.stream(table.get("columnDefinitions").spliterator(), false)
                .map(column -> column.get("name").asText())
                .toList();
    }

    private static List<String> cells(JsonNode table) {
        return StreamSupport.stream(table.at("/rows/0/cells").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
