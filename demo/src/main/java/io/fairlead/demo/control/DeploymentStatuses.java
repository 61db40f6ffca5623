package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Deployment's status, as a function of its ReplicaSets and of what it was before. */
final class DeploymentStatuses {

    private static final String AVAILABLE = "Available";
    private static final String PROGRESSING = "Progressing";
    private static final String FAILURE = "ReplicaFailure";
    private static final String DONE = "NewReplicaSetAvailable";
    private static final String TIMED_OUT = "ProgressDeadlineExceeded";

    private final Deployment deployment;
    private final RolloutSettings settings;
    private final Rollout rollout;
    private final DeploymentStatus before;
    private final Instant now;

    private DeploymentStatuses(Deployment deployment, Rollout rollout, Instant now) {
        this.deployment = deployment;
        this.rollout = rollout;
        this.now = now;
        settings = RolloutSettings.of(deployment);
        before = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
    }

    /**
     * Returns the status.
     *
     * @param rollout the ReplicaSets with what was written of them last
     * @param created whether the newest of them has just been
     */
    static DeploymentStatus of(Deployment deployment, Rollout rollout, boolean created, Instant now) {
        return new DeploymentStatuses(deployment, rollout, now).status(created);
    }

    /** Returns when to see whether the deadline of a rollout is over, empty where none is running out. */
    static Optional<Duration> untilDeadline(Deployment deployment, DeploymentStatus status, Instant now) {
        RolloutSettings settings = RolloutSettings.of(deployment);
        if (isComplete(deployment, settings, status)) {
            return Optional.empty();
        }
        return new DeploymentConditions(status.getConditions(), now)
                .find(PROGRESSING)
                .filter(condition -> !TIMED_OUT.equals(condition.getReason()) && !DONE.equals(condition.getReason()))
                .flatMap(condition -> settings.deadline().map(deadline -> end(condition, deadline)))
                .map(end -> Duration.between(now, end))
                .filter(Duration::isPositive);
    }

    /** Whether all pods are of the newest template, and available, and no other is left. */
    static boolean isComplete(Deployment deployment, RolloutSettings settings, @Nullable DeploymentStatus status) {
        return status != null
                && Objects.equals(
                        status.getObservedGeneration(), deployment.getMetadata().getGeneration())
                && Counts.orZero(status.getUpdatedReplicas()) == settings.replicas()
                && Counts.orZero(status.getReplicas()) == settings.replicas()
                && Counts.orZero(status.getAvailableReplicas()) == settings.replicas();
    }

    private DeploymentStatus status(boolean created) {
        int available = rollout.sum(Counts::available);
        DeploymentStatus counts = new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(Counts.orNone(rollout.sum(Counts::actual)))
                .withUpdatedReplicas(rollout.newest() == null ? null : Counts.orNone(Counts.actual(rollout.newest())))
                .withReadyReplicas(Counts.orNone(rollout.sum(Counts::ready)))
                .withAvailableReplicas(Counts.orNone(available))
                .withUnavailableReplicas(Counts.orNone(Math.max(0, rollout.sum(Counts::wanted) - available)))
                .withCollisionCount(before.getCollisionCount())
                .build();
        DeploymentConditions conditions = new DeploymentConditions(before.getConditions(), now);
        DeploymentConditions told = failures(progress(availability(conditions, available), counts, created));
        return new DeploymentStatusBuilder(counts).withConditions(told.all()).build();
    }

    private DeploymentConditions availability(DeploymentConditions conditions, int available) {
        return available >= settings.least()
                ? conditions.with(AVAILABLE, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
                : conditions.with(
                        AVAILABLE,
                        "False",
                        "MinimumReplicasUnavailable",
                        "Deployment does not have minimum availability.");
    }

    private DeploymentConditions progress(DeploymentConditions conditions, DeploymentStatus counts, boolean created) {
        if (settings.deadline().isEmpty()) {
            return conditions.without(PROGRESSING);
        }
        if (settings.paused()) {
            return conditions.says(PROGRESSING, TIMED_OUT)
                    ? conditions
                    : conditions.with(PROGRESSING, "Unknown", "DeploymentPaused", "Deployment is paused");
        }
        DeploymentConditions begun = begun(conditions, created);
        boolean wasDone =
                begun.says(PROGRESSING, DONE) && Objects.equals(counts.getReplicas(), counts.getUpdatedReplicas());
        if (wasDone) {
            return begun;
        }
        if (isComplete(deployment, settings, counts)) {
            return begun.with(PROGRESSING, "True", DONE, subject() + " has successfully progressed.");
        }
        if (progresses(counts)) {
            return begun.renewed(PROGRESSING, "True", "ReplicaSetUpdated", subject() + " is progressing.");
        }
        return isLate(begun)
                ? begun.with(PROGRESSING, "False", TIMED_OUT, subject() + " has timed out progressing.")
                : begun;
    }

    private DeploymentConditions begun(DeploymentConditions conditions, boolean created) {
        if (created) {
            return conditions.with(
                    PROGRESSING, "True", "NewReplicaSetCreated", "Created new replica set \"" + newest() + "\"");
        }
        if (conditions.says(PROGRESSING, "DeploymentPaused")) {
            return conditions.with(PROGRESSING, "Unknown", "DeploymentResumed", "Deployment is resumed");
        }
        return rollout.newest() == null || conditions.find(PROGRESSING).isPresent()
                ? conditions
                : conditions.with(
                        PROGRESSING, "True", "FoundNewReplicaSet", "Found new replica set \"" + newest() + "\"");
    }

    private String newest() {
        return Objects.requireNonNull(rollout.newest()).getMetadata().getName();
    }

    private String subject() {
        return rollout.newest() == null
                ? "Deployment \"" + deployment.getMetadata().getName() + "\""
                : "ReplicaSet \"" + newest() + "\"";
    }

    private boolean progresses(DeploymentStatus counts) {
        return Counts.orZero(counts.getUpdatedReplicas()) > Counts.orZero(before.getUpdatedReplicas())
                || old(counts) < old(before)
                || Counts.orZero(counts.getReadyReplicas()) > Counts.orZero(before.getReadyReplicas())
                || Counts.orZero(counts.getAvailableReplicas()) > Counts.orZero(before.getAvailableReplicas());
    }

    private static int old(DeploymentStatus counts) {
        return Counts.orZero(counts.getReplicas()) - Counts.orZero(counts.getUpdatedReplicas());
    }

    private boolean isLate(DeploymentConditions conditions) {
        return conditions
                .find(PROGRESSING)
                .filter(condition -> !DONE.equals(condition.getReason()))
                .filter(condition -> settings.deadline()
                        .filter(deadline -> !end(condition, deadline).isAfter(now))
                        .isPresent())
                .isPresent();
    }

    private static Instant end(DeploymentCondition condition, Duration deadline) {
        return Instant.parse(condition.getLastUpdateTime()).plus(deadline);
    }

    private DeploymentConditions failures(DeploymentConditions conditions) {
        List<ReplicaSet> newestFirst = Stream.concat(Stream.ofNullable(rollout.newest()), rollout.old().stream())
                .toList();
        return newestFirst.stream()
                .filter(replicaSet -> replicaSet.getStatus() != null)
                .flatMap(replicaSet -> replicaSet.getStatus().getConditions().stream())
                .filter(condition -> FAILURE.equals(condition.getType()))
                .findFirst()
                .map(failure -> with(conditions, failure))
                .orElseGet(() -> conditions.without(FAILURE));
    }

    private static DeploymentConditions with(DeploymentConditions conditions, ReplicaSetCondition failure) {
        return conditions.with(FAILURE, failure.getStatus(), failure.getReason(), failure.getMessage());
    }
}
