package io.fairlead.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointSettings;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.Refusal;
import io.fairlead.proxy.transport.ListenerStats;
import io.fairlead.proxy.transport.RelayStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusPageTest {

    @Test
    void showsWhatItsDocumentationShows() throws IOException {
        // Given
        ProxySnapshot snapshot = new SnapshotBuilder()
                .listener("grpc", "echo", 4096, listenerStats())
                .backend("echo", Members.up(busyEndpoint()), Members.down(Members.endpoint("srv2", "2001:db8::7")))
                .notReady("draining")
                .refusal("spec.listeners[0].port: 70000 (expected: 1-65535)")
                .build();

        // When
        String json = StatusPage.of(snapshot).toJson();

        // Then
        String page = Files.readString(Path.of("../docs/admin.md"));
        String example = page.substring(page.indexOf("```json\n") + 8);
        assertThat(json).isEqualTo(example.substring(0, example.indexOf("```")));
    }

    @Test
    void leavesOutWhatThereIsNot() throws IOException {
        // Given
        ProxySnapshot snapshot = new SnapshotBuilder()
                .listener("grpc", "echo", null, new ListenerStats())
                .backend("echo", Members.up(Members.endpoint("srv1", "127.0.0.1")))
                .build();

        // When
        JsonNode page = new JsonMapper().readTree(StatusPage.of(snapshot).toJson());

        // Then
        assertThat(page.path("ready").asBoolean()).isTrue();
        assertThat(page.has("reason")).isFalse();
        assertThat(page.has("refusal")).isFalse();
        assertThat(page.at("/listeners/0/name").asText()).isEqualTo("grpc");
        assertThat(page.at("/listeners/0/backend").asText()).isEqualTo("echo");
        assertThat(page.at("/listeners/0").has("maxConnections")).isFalse();
        assertThat(page.at("/backends/0/endpoints/0/state").asText()).isEqualTo("Up");
        assertThat(page.at("/backends/0/endpoints/0").has("message")).isFalse();
    }

    @Test
    void showsWeightsBackupsAndHowFarASlowStartIs() throws IOException {
        // Given
        EndpointSettings settings =
                new EndpointSettings(40, true, AdministrativeState.Ready, EndpointSettings.DEFAULT.maxConnections());
        ProxySnapshot snapshot = new SnapshotBuilder()
                .backend(
                        "echo",
                        Members.up(Members.endpoint("srv1", "127.0.0.1"), settings, 35),
                        Members.up(Members.endpoint("srv2", "127.0.0.2")))
                .build();

        // When
        JsonNode page = new JsonMapper().readTree(StatusPage.of(snapshot).toJson());

        // Then
        JsonNode first = page.at("/backends/0/endpoints/0");
        assertThat(first.path("weight").asInt()).isEqualTo(40);
        assertThat(first.path("backup").asBoolean()).isTrue();
        assertThat(first.path("throttle").asInt()).isEqualTo(35);
        assertThat(page.at("/backends/0/endpoints/1").has("throttle")).isFalse();
    }

    @Test
    void showsQueuesAndHowManyClientsStick() throws IOException {
        // Given
        Endpoint endpoint = Members.endpoint("srv1", "127.0.0.1");
        endpoint.stats().queued().set(3);
        ProxySnapshot snapshot = new SnapshotBuilder()
                .stickyBackend("echo", 5, Members.up(endpoint))
                .backend("other")
                .build();
        snapshot.pools().getFirst().stats().queued().set(4);

        // When
        JsonNode page = new JsonMapper().readTree(StatusPage.of(snapshot).toJson());

        // Then
        assertThat(page.at("/backends/0/queued").asInt()).isEqualTo(4);
        assertThat(page.at("/backends/0/endpoints/0/queued").asInt()).isEqualTo(3);
        assertThat(page.at("/backends/0/stickTableClients").asInt()).isEqualTo(5);
        assertThat(page.at("/backends/1").has("stickTableClients")).isFalse();
    }

    @Test
    void showsWhyTheServersOfABackendAreNotKnown() throws IOException {
        // Given
        ProxySnapshot snapshot = new SnapshotBuilder()
                .unresolved("echo", Unresolved.PortNotFound)
                .backend("other")
                .build();

        // When
        JsonNode page = new JsonMapper().readTree(StatusPage.of(snapshot).toJson());

        // Then
        assertThat(page.at("/backends/0/unresolved").asText()).isEqualTo("PortNotFound");
        assertThat(page.at("/backends/1").has("unresolved")).isFalse();
    }

    @Test
    void showsTheRpcsOfListenersOfModeGrpcAndOfTheirEndpoints() throws IOException {
        // Given
        ListenerStats stats = listenerStats();
        stats.activeRpcs().set(7);
        stats.rpcs().add(9_001);
        Endpoint endpoint = Members.endpoint("srv1", "127.0.0.1");
        endpoint.stats().rpcs().add(3_000);
        ProxySnapshot snapshot = new SnapshotBuilder()
                .grpcListener("rpcs", "echo", stats)
                .listener("bytes", "other", null, new ListenerStats())
                .backend("echo", Members.up(endpoint))
                .backend("other", Members.up(Members.endpoint("srv2", "127.0.0.2")))
                .build();

        // When
        JsonNode page = new JsonMapper().readTree(StatusPage.of(snapshot).toJson());

        // Then
        assertThat(page.at("/listeners/0/mode").asText()).isEqualTo("GRPC");
        assertThat(page.at("/listeners/0/connections/total").asLong()).isEqualTo(301);
        assertThat(page.at("/listeners/0/rpcs/active").asInt()).isEqualTo(7);
        assertThat(page.at("/listeners/0/rpcs/total").asLong()).isEqualTo(9_001);
        assertThat(page.at("/backends/0/endpoints/0/rpcs").asLong()).isEqualTo(3_000);
        assertThat(page.at("/listeners/1").has("rpcs")).isFalse();
        assertThat(page.at("/backends/1/endpoints/0").has("rpcs")).isFalse();
    }

    @Test
    void showsARefusalBeforeTheFirstConfiguration() throws IOException {
        // Given
        Refusal refusal = new Refusal(null, "kind: missing (expected: GrpcLoadBalancer)");
        ProxySnapshot snapshot = new ProxySnapshot(
                null, "starting: no configuration yet", refusal, 0, 1, List.of(), List.of(), new RelayStats());

        // When
        JsonNode page = new JsonMapper().readTree(StatusPage.of(snapshot).toJson());

        // Then
        assertThat(page).isEqualTo(new JsonMapper().readTree("""
                {
                  "ready": false,
                  "reason": "starting: no configuration yet",
                  "refusal": "kind: missing (expected: GrpcLoadBalancer)",
                  "listeners": [],
                  "backends": []
                }
                """));
    }

    private static ListenerStats listenerStats() {
        ListenerStats stats = new ListenerStats();
        stats.active().set(2);
        stats.connections().add(301);
        stats.bytesIn().add(27_993);
        stats.bytesOut().add(63_812);
        stats.retries().add(4);
        stats.redispatches().add(1);
        return stats;
    }

    private static Endpoint busyEndpoint() {
        Endpoint endpoint = Members.endpoint("srv1", "192.168.1.101");
        endpoint.stats().active().set(2);
        endpoint.stats().connections().add(300);
        endpoint.stats().connectErrors().add(3);
        endpoint.stats().bytesIn().add(27_900);
        endpoint.stats().bytesOut().add(63_812);
        return endpoint;
    }
}
