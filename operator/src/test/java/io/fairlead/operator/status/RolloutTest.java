package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {

    @ParameterizedTest
    @CsvSource({
        "2, 3, 3, 3, Kubernetes has not looked at it yet",
        "1, 3, 2, 3, 2 of 3 pods are of the newest template",
        "1, 4, 3, 3, pods of an older template still end",
        "1, 3, 3, 2, 2 of 3 pods are available",
        "1, 3, 3, 3, ",
    })
    void whatIsLeftToBeDoneIsSaid(long generation, int replicas, int updated, int available, String left) {
        // Given
        Deployment deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(generation)
                .endMetadata()
                .withNewSpec()
                .withReplicas(3)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withReplicas(replicas)
                .withUpdatedReplicas(updated)
                .withAvailableReplicas(available)
                .endStatus()
                .build();

        // When
        Optional<String> rollout = Rollout.of(deployment);

        // Then
        assertThat(rollout).isEqualTo(Optional.ofNullable(left));
    }

    @Test
    void countsThatAreLeftOutAreZero() {
        // Given
        Deployment deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(1L)
                .endStatus()
                .build();

        // When
        Optional<String> rollout = Rollout.of(deployment);

        // Then
        assertThat(rollout).isEmpty();
    }
}
