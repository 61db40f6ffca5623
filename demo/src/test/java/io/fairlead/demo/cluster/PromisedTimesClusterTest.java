package io.fairlead.demo.cluster;

import static io.fairlead.demo.cluster.TestLoadBalancer.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is promised in seconds of deploy/samples/echo.yaml. Nothing else runs meanwhile: it is the machine's time, and the operator's writes are counted. */
@OnCluster
@Isolated
class PromisedTimesClusterTest {

    private static final int PORT = 50050;

    /** The sample's interval times the default fall, and the two seconds that are promised on top. */
    private static final Duration UNTIL_DOWN = Duration.ofSeconds(3 + 2);

    private static final Duration UNTIL_RECONFIGURED = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final TestNamespace namespace;
    private final TestLoadBalancer echo;

    PromisedTimesClusterTest(Cluster cluster, TestNamespace namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        echo = namespace.loadBalancer("echo");
    }

    @BeforeAll
    void applySample() throws Exception {
        namespace.applySample("echo.yaml");
        echo.awaitReady("3/3");
    }

    @Test
    void aBackendThatDiesIsDownAndUpWhenItReturns() {
        // Given
        Pod victim = namespace.pods("app", "echo").getFirst();
        String name = victim.getMetadata().getName();
        String address = victim.getStatus().getPodIP();

        // When
        cluster.node().crash(namespace.name(), name);

        // Then
        await().atMost(UNTIL_DOWN).untilAsserted(() -> {
            assertThat(echo.endpoint(address).state()).isEqualTo(EndpointState.Down);
            assertThat(echo.endpoint(address).check()).isEqualTo(CheckResult.L4CON);
        });
        assertThat(echo.status().backendsReady()).isEqualTo("2/3");
        assertThat(echo.condition("Ready").getStatus()).isEqualTo("True");
        assertThat(echo.call(PORT)).isNotEqualTo(name);

        cluster.node().recover(namespace.name(), name);
        echo.awaitReady("3/3");
        assertThat(echo.endpoint(address).state()).isEqualTo(EndpointState.Up);
        await().until(() -> echo.call(PORT).equals(name));
    }

    @Test
    void aChangeOfTheAlgorithmReachesEveryProxyWithoutARestart() throws Exception {
        // Given
        Map<String, Integer> before = restarts();

        // When
        long generation = echo.replace("/spec/backends/0/balance/algorithm", "LeastConnections");

        // Then
        await().atMost(UNTIL_RECONFIGURED).untilAsserted(() -> {
            for (Pod proxy : echo.proxies()) {
                JsonNode status = TestLoadBalancer.proxyStatus(proxy);
                assertThat(status.at("/generation").asLong()).isEqualTo(generation);
                assertThat(status.at("/backends/0/algorithm").asText()).isEqualTo("LeastConnections");
            }
        });
        echo.awaitCondition("Programmed", "True", "Programmed");
        assertThat(echo.status().observedGeneration()).isEqualTo(generation);
        assertThat(restarts()).isEqualTo(before).hasSize(2);

        echo.replace("/spec/backends/0/balance/algorithm", "RoundRobin");
        echo.awaitCondition("Programmed", "True", "Programmed");
    }

    /** Returns how often the containers of each proxy were restarted, by its uid. */
    private Map<String, Integer> restarts() {
        Map<String, Integer> restarts = new TreeMap<>();
        for (Pod proxy : echo.proxies()) {
            int sum = proxy.getStatus().getContainerStatuses().stream()
                    .mapToInt(ContainerStatus::getRestartCount)
                    .sum();
            restarts.put(proxy.getMetadata().getUid(), sum);
        }
        return restarts;
    }

    @Test
    void nothingIsWrittenOnceItHasSettled() throws Exception {
        // Given
        Map<String, String> before = settledVersions();
        List<ApiRequests> writes = writes();

        // When
        await().pollInterval(Duration.ofSeconds(5))
                .during(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(versions()).isEqualTo(before));

        // Then
        assertThat(writes()).isNotEmpty().containsExactlyInAnyOrderElementsOf(writes);
    }

    private List<ApiRequests> writes() throws Exception {
        return cluster.operatorRequests().stream().filter(ApiRequests::isWrite).toList();
    }

    /** Waits until there was no change for some seconds. */
    private Map<String, String> settledVersions() {
        AtomicReference<Map<String, String>> last = new AtomicReference<>(Map.of());
        await().pollInterval(Duration.ofSeconds(5)).until(() -> {
            Map<String, String> now = versions();
            return now.equals(last.getAndSet(now));
        });
        return last.get();
    }

    /** Returns the versions of it, and of all objects that it owns. */
    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("GrpcLoadBalancer", echo.get().getMetadata().getResourceVersion());
        echo.objects()
                .forEach(object ->
                        versions.put(object.getKind(), object.getMetadata().getResourceVersion()));
        return versions;
    }
}
