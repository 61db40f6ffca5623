package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a Deployment. */
abstract class DeploymentBehaviour extends OnControlPlane {

    DeploymentBehaviour(ControlPlane plane) {
        super(plane);
    }

    @Test
    void aDeploymentRunsItsPodsByAReplicaSet() {
        // Given
        Deployment deployment = deployment(3).build();

        // When
        client.resource(deployment).create();

        // Then
        Deployment complete = awaitComplete();
        ReplicaSet replicaSet = replicaSets().getFirst();
        String name = replicaSet.getMetadata().getName();
        String hash = replicaSet.getMetadata().getLabels().get("pod-template-hash");
        assertThat(replicaSets()).hasSize(1);
        assertThat(name).isEqualTo("echo-" + hash);
        assertThat(hash).matches("[bcdfghjklmnpqrstvwxz2456789]{1,10}");
        assertThat(replicaSet.getSpec().getSelector().getMatchLabels())
                .containsEntry("app", "echo")
                .containsEntry("pod-template-hash", hash);
        assertThat(controller(replicaSet.getMetadata().getOwnerReferences()))
                .isEqualTo(complete.getMetadata().getUid());
        assertThat(pods()).hasSize(3).allSatisfy(pod -> {
            assertThat(pod.getMetadata().getName()).matches(name + "-[bcdfghjklmnpqrstvwxz2456789]{5}");
            assertThat(pod.getMetadata().getLabels()).containsEntry("pod-template-hash", hash);
            assertThat(pod.getSpec().getNodeName()).isEqualTo(node.name());
            assertThat(controller(pod.getMetadata().getOwnerReferences()))
                    .isEqualTo(replicaSet.getMetadata().getUid());
        });
    }

    private static String controller(List<OwnerReference> owners) {
        assertThat(owners).singleElement().satisfies(owner -> {
            assertThat(owner.getController()).isTrue();
            assertThat(owner.getBlockOwnerDeletion()).isTrue();
        });
        return owners.getFirst().getUid();
    }

    @Test
    void theStatusOfACompleteRolloutIsWhatKubectlWaitsFor() {
        // When
        Deployment complete = createComplete(deployment(2));

        // Then
        assertThat(complete.getMetadata().getAnnotations()).containsEntry("deployment.kubernetes.io/revision", "1");
        eventually(() -> assertThat(condition("Progressing").getReason()).isEqualTo("NewReplicaSetAvailable"));
        assertThat(condition("Progressing").getStatus()).isEqualTo("True");
        assertThat(condition("Available").getStatus()).isEqualTo("True");
        assertThat(condition("Available").getReason()).isEqualTo("MinimumReplicasAvailable");
        assertThat(status().getUnavailableReplicas()).isNull();
        assertThat(status().getReadyReplicas()).isEqualTo(2);
        assertThat(replicaSets()).singleElement().satisfies(replicaSet -> {
            assertThat(replicaSet.getMetadata().getAnnotations())
                    .containsEntry("deployment.kubernetes.io/revision", "1")
                    .containsEntry("deployment.kubernetes.io/desired-replicas", "2")
                    .containsEntry("deployment.kubernetes.io/max-replicas", "3");
            assertThat(replicaSet.getStatus().getReplicas()).isEqualTo(2);
            assertThat(replicaSet.getStatus().getAvailableReplicas()).isEqualTo(2);
            assertThat(replicaSet.getStatus().getFullyLabeledReplicas()).isEqualTo(2);
        });
    }

    @Test
    void whileAPodIsNotReadyItIsUnavailable() {
        // Given
        createComplete(deployment(4));
        String unready = pods().getFirst().getMetadata().getName();

        // When
        node.readyWhere(pod -> !pod.getMetadata().getName().equals(unready));

        // Then
        eventually(() -> assertThat(status().getUnavailableReplicas()).isEqualTo(1));
        assertThat(status().getReadyReplicas()).isEqualTo(3);
        assertThat(status().getReplicas()).isEqualTo(4);
        assertThat(condition("Available").getStatus()).isEqualTo("True");
    }

    @Test
    void withTooFewPodsReadyItIsNotAvailable() {
        // Given
        createComplete(deployment(4));

        // When
        node.readyWhere(pod -> false);

        // Then
        eventually(() -> assertThat(condition("Available").getStatus()).isEqualTo("False"));
        assertThat(condition("Available").getReason()).isEqualTo("MinimumReplicasUnavailable");
    }

    @Test
    void aRollingUpdateWaitsAtItsBoundsForPodsToBecomeReady() {
        // Given
        createComplete(deployment(4)
                .editSpec()
                .withNewStrategy()
                .withNewRollingUpdate()
                .withNewMaxSurge(1)
                .withNewMaxUnavailable(1)
                .endRollingUpdate()
                .endStrategy()
                .endSpec());
        node.readyWhere(pod -> runs(pod, "echo:1"));
        try (PodHistory history = PodHistory.follow(client, namespace())) {

            // When
            setImage("echo:2");

            // Then
            eventually(() -> {
                assertThat(status().getUpdatedReplicas()).isEqualTo(2);
                assertThat(status().getReplicas()).isEqualTo(5);
                assertThat(status().getAvailableReplicas()).isEqualTo(3);
            });
            eventually(() -> assertThat(history.ready().getMin()).isEqualTo(3));
            node.readyWhere(pod -> true);
            awaitComplete();
            assertThat(history.active().getMax()).isEqualTo(5);
            assertThat(history.ready().getMin()).isEqualTo(3);
        }
        assertThat(pods()).filteredOn(OnControlPlane::isActive).hasSize(4).allMatch(pod -> runs(pod, "echo:2"));
        assertThat(replicaSets()).hasSize(2);
        assertThat(replicaSets().getFirst().getSpec().getReplicas()).isZero();
        assertThat(replicaSets()).extracting(OnControlPlane::revision).containsExactly(1, 2);
    }

    @Test
    void recreateStartsNoPodBeforeAllOldOnesAreGone() {
        // Given
        createComplete(deployment(3)
                .editSpec()
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .endSpec());
        try (PodHistory history = PodHistory.follow(client, namespace())) {

            // When
            setImage("echo:2");

            // Then
            awaitComplete();
            assertThat(history.images()).noneMatch(images -> images.size() > 1);
        }
        assertThat(pods()).hasSize(3).allMatch(pod -> runs(pod, "echo:2"));
    }

    @Test
    void anEarlierTemplateIsTheNewestAgain() {
        // Given
        createComplete(deployment(2));
        String first = replicaSets().getFirst().getMetadata().getName();
        setImage("echo:2");
        awaitComplete();

        // When
        setImage("echo:1");

        // Then
        awaitComplete();
        ReplicaSet newest = replicaSets().getLast();
        assertThat(replicaSets()).hasSize(2);
        assertThat(newest.getMetadata().getName()).isEqualTo(first);
        assertThat(newest.getMetadata().getAnnotations())
                .containsEntry("deployment.kubernetes.io/revision", "3")
                .containsEntry("deployment.kubernetes.io/revision-history", "1");
        assertThat(find().getMetadata().getAnnotations()).containsEntry("deployment.kubernetes.io/revision", "3");
    }

    /** Which of two that were made in one second goes was once left to their names. */
    @Test
    void oldReplicaSetsAreKeptAsFarAsTheHistoryGoes() {
        // Given
        createComplete(deployment(1).editSpec().withRevisionHistoryLimit(1).endSpec());
        setImage("echo:2");
        awaitComplete();

        // When
        setImage("echo:3");

        // Then
        awaitComplete();
        eventually(() -> assertThat(replicaSets())
                .hasSize(2)
                .last()
                .extracting(OnControlPlane::revision)
                .isEqualTo(3));
    }

    @Test
    void aPausedDeploymentScalesAndRollsNothingOut() {
        // Given
        createComplete(deployment(2));
        edit(deployment -> deployment.editSpec().withPaused(true).endSpec());
        setImage("echo:2");

        // When
        scale(3);

        // Then
        eventually(() -> assertThat(status().getAvailableReplicas()).isEqualTo(3));
        assertThat(pods()).hasSize(3).allMatch(pod -> runs(pod, "echo:1"));
        assertThat(condition("Progressing").getReason()).isEqualTo("DeploymentPaused");
        edit(deployment -> deployment.editSpec().withPaused(false).endSpec());
        awaitComplete();
        assertThat(pods()).filteredOn(OnControlPlane::isActive).allMatch(pod -> runs(pod, "echo:2"));
    }

    @Test
    void aRolloutThatGetsNowhereExceedsItsDeadline() {
        // When
        node.readyWhere(pod -> false);
        client.resource(deployment(1)
                        .editSpec()
                        .withProgressDeadlineSeconds(2)
                        .endSpec()
                        .build())
                .create();

        // Then
        eventually(() -> {
            DeploymentCondition progressing = condition("Progressing");
            assertThat(progressing.getReason()).isEqualTo("ProgressDeadlineExceeded");
            assertThat(progressing.getStatus()).isEqualTo("False");
        });
        node.readyWhere(pod -> true);
        awaitComplete();
        eventually(() -> assertThat(condition("Progressing").getReason()).isEqualTo("NewReplicaSetAvailable"));
    }

    @Test
    void aPodIsAvailableOnceItHasBeenReadyForLongEnough() {
        // When
        client.resource(deployment(1)
                        .editSpec()
                        .withMinReadySeconds(2)
                        .endSpec()
                        .build())
                .create();

        // Then
        awaitComplete();
        Instant ready = Pods.readySince(pods().getFirst()).orElseThrow();
        assertThat(Instant.parse(condition("Available").getLastTransitionTime()))
                .isAfterOrEqualTo(ready.plusSeconds(2));
    }

    @Test
    void scalingDownTakesThePodsFirstThatAreNotReady() {
        // Given
        createComplete(deployment(3));
        String unready = pods().getFirst().getMetadata().getName();
        node.readyWhere(pod -> !pod.getMetadata().getName().equals(unready));
        eventually(() -> assertThat(status().getReadyReplicas()).isEqualTo(2));

        // When
        scale(2);

        // Then
        awaitComplete();
        eventually(() -> assertThat(pods())
                .hasSize(2)
                .noneMatch(pod -> pod.getMetadata().getName().equals(unready)));
    }

    @Test
    void aDeletedPodIsReplacedWhileItStillEnds() {
        // Given
        createComplete(deployment(2));
        Pod deleted = pods().getFirst();
        node.endsWhere(pod -> false);

        // When
        client.resource(deleted).delete();

        // Then
        eventually(() -> assertThat(pods()).hasSize(3));
        awaitComplete();
    }

    @Test
    void aFailedPodIsReplacedAndStaysToBeLookedAt() {
        // Given
        createComplete(deployment(2));
        Pod failed = pods().getFirst();

        // When
        node.fail(failed);

        // Then
        eventually(() -> assertThat(pods())
                .hasSize(3)
                .filteredOn(OnControlPlane::isActive)
                .hasSize(2));
        awaitComplete();
    }

    @Test
    void aPodWhoseLabelsNoLongerMatchIsLetGoAndReplaced() {
        // Given
        createComplete(deployment(2));
        Pod taken = pods().getFirst();

        // When
        client.pods()
                .inNamespace(namespace())
                .withName(taken.getMetadata().getName())
                .edit(pod -> {
                    pod.getMetadata().getLabels().put("app", "debug");
                    return pod;
                });

        // Then
        eventually(() -> assertThat(pods()).hasSize(3));
        eventually(() -> assertThat(client.resource(taken).get().getMetadata().getOwnerReferences())
                .isEmpty());
    }

    @Test
    void aPodThatNoNodeTakesSaysWhyAndIsScheduledOnceOneDoes() {
        // Given
        client.resource(deployment(1)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .addToNodeSelector("disk", namespace())
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        eventually(() -> assertThat(pods()).singleElement().satisfies(pod -> {
            assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
            assertThat(pod.getStatus().getConditions()).singleElement().satisfies(condition -> {
                assertThat(condition.getType()).isEqualTo("PodScheduled");
                assertThat(condition.getStatus()).isEqualTo("False");
                assertThat(condition.getReason()).isEqualTo("Unschedulable");
            });
        }));

        // When
        client.nodes().withName(node.name()).edit(labelled -> {
            labelled.getMetadata().getLabels().put("disk", namespace());
            return labelled;
        });

        // Then
        awaitComplete();
        assertThat(pods().getFirst().getSpec().getNodeName()).isEqualTo(node.name());
    }

    @Test
    void aSecondDeploymentOfTheNameTakesOverWhatTheFirstLeft() {
        // Given
        createComplete(deployment(2));
        List<String> before = names();
        client.resource(find())
                .withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete();
        eventually(() -> assertThat(find()).isNull());
        assertThat(replicaSets().getFirst().getMetadata().getOwnerReferences()).isEmpty();

        // When
        client.resource(deployment(2).build()).create();

        // Then
        String uid = awaitComplete().getMetadata().getUid();
        eventually(() -> assertThat(
                        controller(replicaSets().getFirst().getMetadata().getOwnerReferences()))
                .isEqualTo(uid));
        assertThat(names()).isEqualTo(before);
    }

    private List<String> names() {
        return pods().stream().map(pod -> pod.getMetadata().getName()).sorted().toList();
    }
}
