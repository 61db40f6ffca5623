package io.fairlead.demo.cluster;

import static io.fairlead.demo.cluster.TestLoadBalancer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.echo.EchoClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load balancers of mode GRPC, which spread the calls of a connection. Each test finds three servers and leaves as many. */
@OnCluster
class ModeGrpcClusterTest {

    private static final int SERVERS = 3;

    @TempDir
    private Path folder;

    private final TestNamespace namespace;

    ModeGrpcClusterTest(TestNamespace namespace) {
        this.namespace = namespace;
    }

    @BeforeAll
    void createServers() throws Exception {
        namespace.createEcho();
        namespace
                .kubectl()
                .run("scale", "deployment/echo", "--replicas=" + SERVERS)
                .succeeded();
    }

    /** Has kubectl apply one, and returns it when it is Ready, all servers are up and its Service leads to it. */
    private TestLoadBalancer applyReady(String name, ListenerMode mode) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), """
            apiVersion: fairlead.io/v1alpha1
            kind: GrpcLoadBalancer
            metadata: {name: %s}
            spec:
              listeners:
              - {name: first, port: %d, mode: %s}
              backends:
              - name: echo
                service: {name: echo, port: grpc}
                healthCheck: {interval: 500ms}
              proxy: {replicas: 1}
            """.formatted(name, TestNamespace.PORT, mode));
        namespace.kubectl().run("apply", "-f", file.toString()).succeeded();
        TestLoadBalancer balancer = namespace.loadBalancer(name);
        balancer.awaitReady(SERVERS + "/" + SERVERS);
        await().ignoreExceptions().until(() -> balancer.call(TestNamespace.PORT) != null);
        return balancer;
    }

    private EchoClient client(TestLoadBalancer balancer) {
        return EchoClient.of(namespace.address(balancer.owned(), TestNamespace.PORT));
    }

    /** Returns the servers that are not about to end. */
    private List<String> servers() {
        return namespace.pods("app", "echo").stream()
                .map(Pod::getMetadata)
                .filter(metadata -> metadata.getDeletionTimestamp() == null)
                .map(metadata -> metadata.getName())
                .toList();
    }

    @Test
    void theCallsOfOneConnectionAreSpreadEvenly() throws Exception {
        // Given
        TestLoadBalancer balancer = applyReady("spread", ListenerMode.GRPC);
        Map<String, Integer> answered = new HashMap<>();

        try (EchoClient client = client(balancer)) {
            // When
            for (int call = 0; call < 999; call++) {
                answered.merge(client.serverName(), 1, Integer::sum);
            }

            // Then
            assertThat(answered.keySet()).containsExactlyInAnyOrderElementsOf(servers());
            assertThat(answered.values()).containsOnly(333);
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    @Test
    void aRollingRestartOfTheServersLosesNoCallOfOneConnection() throws Exception {
        // Given
        TestLoadBalancer balancer = applyReady("restarted", ListenerMode.GRPC);
        List<String> before = servers();

        try (EchoClient client = client(balancer);
                Calls calls = Calls.on(client)) {
            // When
            namespace.kubectl().run("rollout", "restart", "deployment/echo").succeeded();

            // Then
            await().untilAsserted(() -> assertThat(namespace.pods("app", "echo"))
                    .hasSize(SERVERS)
                    .extracting(pod -> pod.getMetadata().getName())
                    .doesNotContainAnyElementsOf(before));
            balancer.awaitReady(SERVERS + "/" + SERVERS);
            await().untilAsserted(() ->
                    assertThat(calls.servers()).containsAll(before).containsAll(servers()));
            calls.stop();
            assertThat(calls.failures()).isEmpty();
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    @Test
    void aListenerThatBecomesOneOfModeGrpcKeepsItsTcpConnections() throws Exception {
        // Given
        TestLoadBalancer balancer = applyReady("switched", ListenerMode.TCP);

        try (EchoClient established = client(balancer);
                Calls calls = Calls.on(established)) {
            await().until(() -> calls.answered() > 10);

            // When
            balancer.replace("/spec/listeners/0/mode", ListenerMode.GRPC);

            // Then
            balancer.awaitCondition("Programmed", "True", "Programmed");
            try (EchoClient spread = client(balancer)) {
                await().untilAsserted(() -> assertThat(callsOf(spread)).containsExactlyInAnyOrderElementsOf(servers()));
                assertThat(spread.connections()).isEqualTo(1);
            }
            int soFar = calls.answered();
            await().until(() -> calls.answered() > soFar + 10);
            calls.stop();
            assertThat(calls.failures()).isEmpty();
            assertThat(calls.servers()).hasSize(1);
            assertThat(established.connections()).isEqualTo(1);
            balancer.awaitReady(SERVERS + "/" + SERVERS);
        }
    }

    /** Makes some calls, and returns who answered. */
    private static List<String> callsOf(EchoClient client) {
        return Stream.generate(client::serverName).limit(3 * SERVERS).distinct().toList();
    }
}
