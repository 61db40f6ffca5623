package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentStatusesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Deployment deployment = new DeploymentBuilder()
            .withNewMetadata()
            .withName("echo")
            .withGeneration(1L)
            .endMetadata()
            .withNewSpec()
            .withReplicas(4)
            .withProgressDeadlineSeconds(60)
            .endSpec()
            .build();

    private static ReplicaSet replicaSet(String name, int wanted, int actual, int available) {
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(wanted)
                .endSpec()
                .withNewStatus()
                .withReplicas(actual)
                .withReadyReplicas(available)
                .withAvailableReplicas(available)
                .endStatus()
                .build();
    }

    /** Returns the status, which the Deployment has from then on. */
    private DeploymentStatus tell(ReplicaSet newest, List<ReplicaSet> old, boolean created, Duration after) {
        DeploymentStatus status =
                DeploymentStatuses.of(deployment, new Rollout(newest, old), created, START.plus(after));
        deployment = new DeploymentBuilder(deployment).withStatus(status).build();
        return status;
    }

    private static DeploymentCondition progress(DeploymentStatus status) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals("Progressing"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAreOfAllAndOfTheNewest() {
        // When
        DeploymentStatus status =
                tell(replicaSet("new", 3, 2, 1), List.of(replicaSet("old", 2, 2, 2)), false, Duration.ZERO);

        // Then
        assertThat(status.getReplicas()).isEqualTo(4);
        assertThat(status.getUpdatedReplicas()).isEqualTo(2);
        assertThat(status.getReadyReplicas()).isEqualTo(3);
        assertThat(status.getAvailableReplicas()).isEqualTo(3);
        assertThat(status.getUnavailableReplicas()).isEqualTo(2);
        assertThat(status.getObservedGeneration()).isEqualTo(1);
    }

    @Test
    void theNewReplicaSetIsTold() {
        // When
        DeploymentStatus status = tell(replicaSet("new", 4, 0, 0), List.of(), true, Duration.ZERO);

        // Then
        assertThat(progress(status).getReason()).isEqualTo("NewReplicaSetCreated");
        assertThat(progress(status).getStatus()).isEqualTo("True");
        assertThat(progress(status).getMessage()).isEqualTo("Created new replica set \"new\"");
    }

    @Test
    void progressRenewsTheTimeAndNotTheTransition() {
        // Given
        tell(replicaSet("new", 4, 0, 0), List.of(), true, Duration.ZERO);

        // When
        DeploymentStatus status = tell(replicaSet("new", 4, 4, 1), List.of(), false, Duration.ofSeconds(30));

        // Then
        assertThat(progress(status).getReason()).isEqualTo("ReplicaSetUpdated");
        assertThat(progress(status).getLastUpdateTime()).isEqualTo("2026-01-01T00:00:30Z");
        assertThat(progress(status).getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void theDeadlineCountsFromTheLastProgress() {
        // Given
        tell(replicaSet("new", 4, 0, 0), List.of(), true, Duration.ZERO);
        tell(replicaSet("new", 4, 4, 1), List.of(), false, Duration.ofSeconds(30));

        // When
        DeploymentStatus before = tell(replicaSet("new", 4, 4, 1), List.of(), false, Duration.ofSeconds(89));

        // Then
        assertThat(progress(before).getReason()).isEqualTo("ReplicaSetUpdated");
        assertThat(DeploymentStatuses.untilDeadline(deployment, before, START.plusSeconds(89)))
                .contains(Duration.ofSeconds(1));
        DeploymentStatus late = tell(replicaSet("new", 4, 4, 1), List.of(), false, Duration.ofSeconds(90));
        assertThat(progress(late).getReason()).isEqualTo("ProgressDeadlineExceeded");
        assertThat(progress(late).getStatus()).isEqualTo("False");
        assertThat(DeploymentStatuses.untilDeadline(deployment, late, START.plusSeconds(90)))
                .isEmpty();
    }

    @Test
    void whatIsCompleteIsNeverLateThoughPodsFailLater() {
        // Given
        tell(replicaSet("new", 4, 4, 4), List.of(), true, Duration.ZERO);
        tell(replicaSet("new", 4, 4, 4), List.of(), false, Duration.ofSeconds(1));

        // When
        DeploymentStatus status = tell(replicaSet("new", 4, 4, 0), List.of(), false, Duration.ofHours(1));

        // Then
        assertThat(progress(status).getReason()).isEqualTo("NewReplicaSetAvailable");
        assertThat(progress(status).getStatus()).isEqualTo("True");
        assertThat(DeploymentStatuses.untilDeadline(deployment, status, START.plus(Duration.ofHours(1))))
                .isEmpty();
    }

    @Test
    void aPausedRolloutIsNotLateAndGoesOnFromItsResumption() {
        // Given
        tell(replicaSet("new", 4, 4, 1), List.of(), true, Duration.ZERO);
        deployment = new DeploymentBuilder(deployment)
                .editSpec()
                .withPaused(true)
                .endSpec()
                .build();
        DeploymentStatus paused = tell(replicaSet("new", 4, 4, 1), List.of(), false, Duration.ofHours(1));
        deployment = new DeploymentBuilder(deployment)
                .editSpec()
                .withPaused(false)
                .endSpec()
                .build();

        // When
        DeploymentStatus resumed = tell(replicaSet("new", 4, 4, 1), List.of(), false, Duration.ofHours(2));

        // Then
        assertThat(progress(paused).getReason()).isEqualTo("DeploymentPaused");
        assertThat(progress(paused).getStatus()).isEqualTo("Unknown");
        assertThat(progress(resumed).getReason()).isEqualTo("DeploymentResumed");
    }

    @Test
    void whatKeepsAReplicaSetFromItsPodsIsTold() {
        // Given
        ReplicaSet failing = new ReplicaSetBuilder(replicaSet("new", 4, 0, 0))
                .editStatus()
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withReason("FailedCreate")
                .withMessage("no more pods")
                .endCondition()
                .endStatus()
                .build();

        // When
        DeploymentStatus status = tell(failing, List.of(), false, Duration.ZERO);

        // Then
        assertThat(status.getConditions())
                .filteredOn(condition -> condition.getType().equals("ReplicaFailure"))
                .singleElement()
                .satisfies(condition -> {
                    assertThat(condition.getReason()).isEqualTo("FailedCreate");
                    assertThat(condition.getMessage()).isEqualTo("no more pods");
                });
        assertThat(tell(replicaSet("new", 4, 4, 4), List.of(), false, Duration.ofSeconds(1))
                        .getConditions())
                .extracting(DeploymentCondition::getType)
                .containsExactlyInAnyOrder("Available", "Progressing");
    }

    @Test
    void theSameIsMadeOfItself() {
        // Given
        tell(replicaSet("new", 4, 4, 2), List.of(), true, Duration.ZERO);
        DeploymentStatus first = tell(replicaSet("new", 4, 4, 2), List.of(), false, Duration.ofSeconds(1));

        // When
        DeploymentStatus second = tell(replicaSet("new", 4, 4, 2), List.of(), false, Duration.ofSeconds(2));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(Optional.ofNullable(second.getCollisionCount())).isEmpty();
    }
}
