package io.fairlead.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;

/** The node agent as the cluster's own controllers see it. */
@EnabledIfEnvironmentVariable(named = Cluster.KUBECONFIG, matches = ".+", disabledReason = Cluster.SKIPPED)
@ExtendWith(ClusterExtension.class)
class NodeAgentClusterTest {

    @Test
    void runsThePodsOfADeploymentBehindItsService(Cluster cluster) throws Exception {
        try (TestNamespace namespace = cluster.namespace("node")) {
            // Given
            namespace.applySample("echo.yaml");

            // When
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(cluster.client()
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
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                answered.add(namespace.call("echo", 50051));
                assertThat(answered)
                        .containsExactlyInAnyOrderElementsOf(namespace.pods("app", "echo").stream()
                                .map(pod -> pod.getMetadata().getName())
                                .toList());
            });
        }
    }
}
