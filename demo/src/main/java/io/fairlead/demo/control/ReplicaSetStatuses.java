package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ReplicaSet's status, as a function of its pods. */
final class ReplicaSetStatuses {

    private static final String FAILURE = "ReplicaFailure";

    /**
     * What kept pods from being created or deleted.
     *
     * @param reason FailedCreate or FailedDelete
     */
    record Failure(String reason, String message) {}

    private ReplicaSetStatuses() {}

    /**
     * Returns the status.
     *
     * @param pods the active ones that it controls
     */
    static ReplicaSetStatus of(ReplicaSet replicaSet, Collection<Pod> pods, @Nullable Failure failure, Instant now) {
        Duration minReady = minReady(replicaSet);
        Map<String, String> labels = Templates.labels(replicaSet.getSpec().getTemplate());
        return new ReplicaSetStatusBuilder()
                .withReplicas(pods.size())
                .withFullyLabeledReplicas(Counts.orNone(pods.stream()
                        .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                        .count()))
                .withReadyReplicas(
                        Counts.orNone(pods.stream().filter(Pods::isReady).count()))
                .withAvailableReplicas(Counts.orNone(pods.stream()
                        .flatMap(pod -> Pods.availableAt(pod, minReady).stream())
                        .filter(at -> !at.isAfter(now))
                        .count()))
                .withObservedGeneration(replicaSet.getMetadata().getGeneration())
                .withConditions(conditions(replicaSet, failure, now))
                .build();
    }

    /** Returns when the first pod that is ready, and not available yet, will be; empty where there is none. */
    static Optional<Duration> nextAvailable(ReplicaSet replicaSet, Collection<Pod> pods, Instant now) {
        Duration minReady = minReady(replicaSet);
        return pods.stream()
                .flatMap(pod -> Pods.availableAt(pod, minReady).stream())
                .filter(at -> at.isAfter(now))
                .map(at -> Duration.between(now, at))
                .min(Duration::compareTo);
    }

    private static Duration minReady(ReplicaSet replicaSet) {
        return Duration.ofSeconds(
                Objects.requireNonNullElse(replicaSet.getSpec().getMinReadySeconds(), 0));
    }

    private static List<ReplicaSetCondition> conditions(ReplicaSet replicaSet, @Nullable Failure failure, Instant now) {
        if (failure == null) {
            return List.of();
        }
        Optional<ReplicaSetCondition> before = replicaSet.getStatus() == null
                ? Optional.empty()
                : replicaSet.getStatus().getConditions().stream()
                        .filter(condition -> FAILURE.equals(condition.getType())
                                && failure.reason().equals(condition.getReason()))
                        .findFirst();
        return List.of(before.orElseGet(() -> new ReplicaSetConditionBuilder()
                .withType(FAILURE)
                .withStatus("True")
                .withReason(failure.reason())
                .withMessage(failure.message())
                .withLastTransitionTime(Times.text(now))
                .build()));
    }
}
