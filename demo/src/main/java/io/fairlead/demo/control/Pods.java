package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a pod's status says. */
final class Pods {

    static final String PENDING = "Pending";

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private Pods() {}

    static String phase(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getPhase() == null
                ? PENDING
                : pod.getStatus().getPhase();
    }

    /** Whether its containers have ended for good. */
    static boolean hasEnded(Pod pod) {
        return ENDED.contains(phase(pod));
    }

    /** Whether it is to be counted as one of its ReplicaSet's. */
    static boolean isActive(Pod pod) {
        return !hasEnded(pod) && !Owners.isLeaving(pod);
    }

    static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }

    static boolean isReady(Pod pod) {
        return readySince(pod).isPresent();
    }

    /** Returns since when it is ready, empty where it is not. */
    static Optional<Instant> readySince(Pod pod) {
        return condition(pod, "Ready")
                .filter(ready -> "True".equals(ready.getStatus()))
                .map(ready -> ready.getLastTransitionTime() == null
                        ? Instant.EPOCH
                        : Instant.parse(ready.getLastTransitionTime()));
    }

    /** Returns when it is or was available, which is once it has been ready for {@code minReady}; empty where it is not ready. */
    static Optional<Instant> availableAt(Pod pod, Duration minReady) {
        return readySince(pod).map(since -> since.plus(minReady));
    }

    static int restarts(Pod pod) {
        return pod.getStatus() == null
                ? 0
                : pod.getStatus().getContainerStatuses().stream()
                        .mapToInt(container -> container.getRestartCount() == null ? 0 : container.getRestartCount())
                        .max()
                        .orElse(0);
    }
}
