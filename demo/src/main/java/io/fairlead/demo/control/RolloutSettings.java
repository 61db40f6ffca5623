package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a Deployment brings its pods to its newest template, with what it does not say filled in.
 *
 * @param replicas how many pods it is to have
 * @param recreate whether all old pods end before a new one starts
 * @param maxSurge how many pods more than {@code replicas} it may have during an update
 * @param maxUnavailable how many of {@code replicas} may be missing during an update
 * @param deadline how long it may make no progress, empty for as long as it likes
 * @param history how many old ReplicaSets are kept
 */
record RolloutSettings(
        int replicas,
        boolean recreate,
        int maxSurge,
        int maxUnavailable,
        Optional<Duration> deadline,
        int history,
        boolean paused) {

    private static final int DEFAULT_DEADLINE_SECONDS = 600;
    private static final int DEFAULT_HISTORY = 10;
    private static final String DEFAULT_SHARE = "25%";
    private static final int ALL = 100;

    /** @throws IllegalArgumentException where a number of pods is neither a number nor a percentage */
    static RolloutSettings of(Deployment deployment) {
        DeploymentSpec spec = deployment.getSpec();
        int replicas = Objects.requireNonNullElse(spec.getReplicas(), 1);
        DeploymentStrategy strategy = spec.getStrategy();
        boolean recreate = strategy != null && "Recreate".equals(strategy.getType());
        RollingUpdateDeployment update = strategy == null ? null : strategy.getRollingUpdate();
        int surge = recreate ? 0 : pods("maxSurge", update == null ? null : update.getMaxSurge(), replicas, true);
        int unavailable = recreate
                ? 0
                : pods("maxUnavailable", update == null ? null : update.getMaxUnavailable(), replicas, false);
        if (!recreate && surge == 0 && unavailable == 0) {
            unavailable = 1;
        }
        int deadline = Objects.requireNonNullElse(spec.getProgressDeadlineSeconds(), DEFAULT_DEADLINE_SECONDS);
        return new RolloutSettings(
                replicas,
                recreate,
                surge,
                Math.min(unavailable, replicas),
                deadline == Integer.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofSeconds(deadline)),
                Objects.requireNonNullElse(spec.getRevisionHistoryLimit(), DEFAULT_HISTORY),
                Boolean.TRUE.equals(spec.getPaused()));
    }

    /** A surge is rounded up and what may be missing is rounded down: there are never too few pods. */
    private static int pods(String field, @Nullable IntOrString given, int replicas, boolean up) {
        IntOrString share = Objects.requireNonNullElseGet(given, () -> new IntOrString(DEFAULT_SHARE));
        if (share.getIntVal() != null) {
            return share.getIntVal();
        }
        String text = String.valueOf(share.getStrVal());
        if (!text.matches("\\d{1,7}%")) {
            throw new IllegalArgumentException(
                    "spec.strategy.rollingUpdate.%s: %s (expected: a number, or a percentage)".formatted(field, text));
        }
        int percent = Integer.parseInt(text.substring(0, text.length() - 1));
        long hundredths = (long) percent * replicas;
        return Math.toIntExact(up ? Math.ceilDiv(hundredths, ALL) : Math.floorDiv(hundredths, ALL));
    }

    /** How many pods there may be at most. */
    int most() {
        return replicas == 0 ? 0 : replicas + maxSurge;
    }

    /** How many pods have to be available. */
    int least() {
        return replicas - maxUnavailable;
    }
}
