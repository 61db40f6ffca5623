package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tests of a whole control plane cannot hold still for. */
class RolloutStepTest {

    private static final Rollout NONE = new Rollout(null, List.of());

    private static Deployment deployment(int replicas, String image) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("echo")
                .withUid("deployment")
                .addToAnnotations("team", "shop")
                .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", "echo")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "echo")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Returns the first ReplicaSet of a Deployment of that size, as the API server and its pods made it. */
    private static ReplicaSet replicaSet(int sizedFor, String image, int wanted, int available) {
        ReplicaSet created = RolloutStep.next(deployment(sizedFor, image), NONE, List.of())
                .all()
                .getFirst();
        return new ReplicaSetBuilder(created)
                .editMetadata()
                .withUid("uid-of-" + image)
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .editSpec()
                .withReplicas(wanted)
                .endSpec()
                .withNewStatus()
                .withReplicas(wanted)
                .withAvailableReplicas(available)
                .endStatus()
                .build();
    }

    private static List<Integer> sizes(Rollout rollout) {
        return rollout.all().stream().map(Counts::wanted).toList();
    }

    @Test
    void theFirstReplicaSetTellsWhatItIsOf() {
        // When
        Rollout next = RolloutStep.next(deployment(3, "a"), NONE, List.of());

        // Then
        assertThat(next.all()).singleElement().satisfies(created -> {
            assertThat(created.getSpec().getReplicas()).isEqualTo(3);
            assertThat(created.getMetadata().getAnnotations())
                    .containsEntry("team", "shop")
                    .containsEntry("deployment.kubernetes.io/revision", "1")
                    .doesNotContainKey("kubectl.kubernetes.io/last-applied-configuration");
        });
    }

    @Test
    void aChangeOfSizeInTheMiddleOfARolloutIsSpread() {
        // Given
        Rollout before = Rollout.of(deployment(15, "b"), List.of(replicaSet(10, "a", 8, 8), replicaSet(10, "b", 5, 0)));

        // When
        Rollout next = RolloutStep.next(deployment(15, "b"), before, List.of());

        // Then
        assertThat(sizes(next)).containsExactly(12, 7);
    }

    @Test
    void podsThatAreToldOfAndAreWantedNoMoreDoNotCount() {
        // Given
        ReplicaSet shrinking = new ReplicaSetBuilder(replicaSet(4, "a", 3, 4)).build();
        Rollout before = Rollout.of(deployment(4, "b"), List.of(shrinking, replicaSet(4, "b", 2, 1)));

        // When
        Rollout next = RolloutStep.next(deployment(4, "b"), before, List.of());

        // Then
        assertThat(sizes(next)).containsExactly(2, 2);
    }

    @Test
    void aStepThatIsMadeIsNotMadeAgain() {
        // Given
        Rollout made = Rollout.of(deployment(3, "a"), List.of(replicaSet(3, "a", 3, 0)));

        // When
        Rollout next = RolloutStep.next(deployment(3, "a"), made, List.of());

        // Then
        assertThat(next).isEqualTo(made);
    }

    @Test
    void whenAllIsDoneTheEarliestRevisionsBeyondTheHistoryGo() {
        // Given
        Deployment complete = new DeploymentBuilder(deployment(1, "c"))
                .editSpec()
                .withRevisionHistoryLimit(1)
                .endSpec()
                .withNewStatus()
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withAvailableReplicas(1)
                .endStatus()
                .build();
        Rollout before =
                Rollout.of(complete, List.of(revision("2", "a", 0), revision("1", "b", 0), revision("3", "c", 1)));

        // When
        Rollout next = RolloutStep.next(complete, before, List.of());

        // Then
        assertThat(next.all()).extracting(Revisions::of).containsExactly(2L, 3L);
    }

    private static ReplicaSet revision(String number, String image, int wanted) {
        return new ReplicaSetBuilder(replicaSet(1, image, wanted, wanted))
                .editMetadata()
                .addToAnnotations("deployment.kubernetes.io/revision", number)
                .endMetadata()
                .build();
    }

    @Test
    void aDeploymentThatLeavesIsLeftAlone() {
        // Given
        Deployment leaving = new DeploymentBuilder(deployment(3, "b"))
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        Rollout before = Rollout.of(leaving, List.of(replicaSet(3, "a", 3, 3)));

        // When
        Rollout next = RolloutStep.next(leaving, before, List.of());

        // Then
        assertThat(next).isEqualTo(before);
    }
}
