package io.fairlead.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** How objects are written where the API server knows server-side apply; the demo's does not, and nobody is told there who wrote a field. */
@OnCluster
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "the demo's API server has no server-side apply")
class ServerSideApplyClusterTest {

    private final TestNamespace namespace;

    ServerSideApplyClusterTest(TestNamespace namespace) {
        this.namespace = namespace;
    }

    @BeforeAll
    void createBackends() {
        namespace.createEcho();
    }

    @Test
    void allObjectsAreApplied() {
        // Given
        TestLoadBalancer balancer = namespace.createLoadBalancer("applied", "echo", "1s", 1);

        // When
        balancer.awaitReady("2/2");

        // Then
        List<HasMetadata> objects = balancer.objects();
        assertThat(objects)
                .hasSize(6)
                .allSatisfy(object -> assertThat(object.getMetadata().getManagedFields())
                        .extracting(ManagedFieldsEntry::getManager, ManagedFieldsEntry::getOperation)
                        .contains(tuple("fairlead-operator", "Apply")));
    }
}
