package io.fairlead.demo.cluster;

import static io.fairlead.demo.cluster.TestLoadBalancer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Listeners that come and go, and at last the load balancer itself. */
@OnCluster
class ListenersClusterTest {

    private static final int SECOND_PORT = 6002;

    private final Cluster cluster;
    private final TestNamespace namespace;

    ListenersClusterTest(Cluster cluster, TestNamespace namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    @BeforeAll
    void createBackends() {
        namespace.createEcho();
    }

    @Test
    void aPortIsInTheServiceOnlyWhileEveryProxyListensAndNoCallIsLost() throws Exception {
        // Given
        TestLoadBalancer balancer = namespace.createLoadBalancer("ports", "echo", "1s", 2);
        balancer.awaitReady("2/2");

        try (Calls first = Calls.to(namespace.address("ports-lb", TestNamespace.PORT))) {
            // When
            balancer.add("/spec/listeners/-", Map.of("name", "second", "port", SECOND_PORT));
            await().untilAsserted(() -> assertThat(ports()).containsExactlyInAnyOrder(TestNamespace.PORT, SECOND_PORT));
            long opened = version("Service", balancer);

            // Then
            assertThat(opened).isGreaterThan(version("ConfigMap", balancer));
            balancer.awaitCondition("Programmed", "True", "Programmed");
            await().ignoreExceptions().until(() -> balancer.call(SECOND_PORT) != null);
            try (Calls second = Calls.to(namespace.address("ports-lb", SECOND_PORT))) {
                first.stop();
                assertThat(first.failures()).isEmpty();
                assertThat(first.answered()).isPositive();

                balancer.remove("/spec/listeners/0");
                balancer.awaitCondition("Programmed", "True", "Programmed");
                assertThat(ports()).containsExactly(SECOND_PORT);
                assertThat(version("Service", balancer))
                        .isGreaterThan(opened)
                        .isLessThan(version("ConfigMap", balancer));
                int soFar = second.answered();
                await().until(() -> second.answered() > soFar + 10);
                second.stop();
                assertThat(second.failures()).isEmpty();
            }
        }
    }

    private List<Integer> ports() {
        return cluster
                .client()
                .services()
                .inNamespace(namespace.name())
                .withName("ports-lb")
                .require()
                .getSpec()
                .getPorts()
                .stream()
                .map(ServicePort::getPort)
                .toList();
    }

    /** Returns a version that grows with each write to the cluster. */
    private static long version(String kind, TestLoadBalancer balancer) {
        return balancer.objects().stream()
                .filter(object -> object.getKind().equals(kind))
                .map(HasMetadata::getMetadata)
                .mapToLong(metadata -> Long.parseLong(metadata.getResourceVersion()))
                .sum();
    }

    @Test
    void deletingItRemovesAllThatBelongedToIt() {
        // Given
        TestLoadBalancer balancer = namespace.createLoadBalancer("deleted", "echo", "1s", 1);
        balancer.awaitReady("2/2");
        assertThat(balancer.objects()).hasSize(6);
        assertThat(balancer.reports()).hasSize(1);

        // When
        balancer.delete();

        // Then
        await().untilAsserted(() -> {
            assertThat(balancer.exists()).isFalse();
            assertThat(balancer.objects()).isEmpty();
            assertThat(balancer.reports()).isEmpty();
            assertThat(namespace.pods("fairlead.io/name", "deleted")).isEmpty();
        });
    }
}
