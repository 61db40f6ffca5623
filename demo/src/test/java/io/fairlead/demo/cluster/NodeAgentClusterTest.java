package io.fairlead.demo.cluster;

import static io.fairlead.demo.cluster.TestLoadBalancer.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The node agent as the cluster's own controllers see it. */
@OnCluster
class NodeAgentClusterTest {

    private final Cluster cluster;
    private final TestNamespace namespace;

    NodeAgentClusterTest(Cluster cluster, TestNamespace namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    @Test
    void runsThePodsOfADeploymentBehindItsService() throws Exception {
        // Given
        namespace.applySample("echo.yaml");

        // When
        await().untilAsserted(() -> assertThat(cluster.client()
                        .apps()
                        .deployments()
                        .inNamespace(namespace.name())
                        .withName("echo")
                        .get()
                        .getStatus()
                        .getReadyReplicas())
                .isEqualTo(3));

        // Then
        Set<String> answered = new HashSet<>();
        await().untilAsserted(() -> {
            answered.add(namespace.call("echo", 50051));
            assertThat(answered)
                    .containsExactlyInAnyOrderElementsOf(namespace.pods("app", "echo").stream()
                            .map(pod -> pod.getMetadata().getName())
                            .toList());
        });
    }
}
