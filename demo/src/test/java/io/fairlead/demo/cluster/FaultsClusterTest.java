package io.fairlead.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be wrong around a load balancer is told apart in its conditions, and as Events. */
@OnCluster
class FaultsClusterTest {

    private final Cluster cluster;
    private final TestNamespace namespace;

    FaultsClusterTest(Cluster cluster, TestNamespace namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    @BeforeAll
    void createBackends() {
        namespace.createEcho();
        namespace.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: empty}
                spec:
                  selector: {app: nothing}
                  ports:
                  - {name: grpc, port: 50051}
                """);
    }

    @Test
    void aMissingServiceAMissingPortAndNoEndpointsAreToldApart() throws Exception {
        // Given
        TestLoadBalancer balancer = namespace.createLoadBalancer("wrong", "missing", "1s", 1);

        // When
        Condition service = balancer.awaitCondition("ResolvedRefs", "False", "ServiceNotFound");
        balancer.awaitCondition("Ready", "False", "ServiceNotFound");
        balancer.awaitEvent("Warning", "ServiceNotFound");

        balancer.replace("/spec/backends/0/service/name", "echo");
        balancer.replace("/spec/backends/0/service/port", "http");
        Condition port = balancer.awaitCondition("ResolvedRefs", "False", "PortNotFound");
        balancer.awaitEvent("Warning", "PortNotFound");

        balancer.replace("/spec/backends/0/service/name", "empty");
        balancer.replace("/spec/backends/0/service/port", "grpc");
        balancer.awaitCondition("ResolvedRefs", "True", "ResolvedRefs");
        Condition endpoints = balancer.awaitCondition("Ready", "False", "NoEndpoints");
        balancer.awaitEvent("Warning", "NoEndpoints");

        // Then
        assertThat(service.getMessage()).contains("echo").contains("missing");
        assertThat(port.getMessage()).contains("echo").contains("http");
        assertThat(endpoints.getMessage()).contains("empty");

        balancer.replace("/spec/backends/0/service/name", "echo");
        balancer.awaitReady("2/2");
        balancer.awaitEvent("Normal", "Ready");
    }

    @Test
    void allBackendsDownIsToldWithWhatTheChecksFound() {
        // Given
        TestLoadBalancer balancer = namespace.createLoadBalancer("down", "echo", "1s", 1);
        balancer.awaitReady("2/2");

        // When
        namespace
                .pods("app", "echo")
                .forEach(pod ->
                        cluster.node().crash(namespace.name(), pod.getMetadata().getName()));

        // Then
        Condition ready = balancer.awaitCondition("Ready", "False", "BackendsDown");
        assertThat(ready.getMessage()).contains("L4CON");
        assertThat(balancer.status().backendsReady()).isEqualTo("0/2");
        balancer.awaitEvent("Warning", "BackendsDown");

        namespace
                .pods("app", "echo")
                .forEach(pod -> cluster.node()
                        .recover(namespace.name(), pod.getMetadata().getName()));
        balancer.awaitReady("2/2");
    }

    @Test
    void anImageThatCannotBePulledIsNamed() {
        // Given
        cluster.images().refuse(namespace.name(), "fairlead/proxy");
        try {
            // When
            TestLoadBalancer balancer = namespace.createLoadBalancer("image", "echo", "1s", 1);

            // Then
            Condition programmed = balancer.awaitCondition("Programmed", "False", "ImagePullFailed");
            assertThat(programmed.getMessage()).contains("fairlead/proxy");
            balancer.awaitCondition("Stalled", "True", "ImagePullFailed");
            balancer.awaitEvent("Warning", "ImagePullFailed");

            cluster.images().allow(namespace.name(), "fairlead/proxy");
            balancer.awaitReady("2/2");
            assertThat(balancer.status().conditions())
                    .extracting(Condition::getType)
                    .doesNotContain("Stalled");
        } finally {
            cluster.images().allow(namespace.name(), "fairlead/proxy");
        }
    }
}
