package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a pod's status comes to. */
final class Pods {

    private Pods() {}

    /** Whether it is sent traffic by its Services: ready, and not about to end. */
    static boolean isReady(Pod pod) {
        return !isTerminating(pod)
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Returns what kubectl shows as its status, or nearly so. */
    static String phase(Pod pod) {
        if (isTerminating(pod)) {
            return "Terminating";
        }
        return containers(pod)
                .map(container -> container.getState() == null
                        ? null
                        : container.getState().getWaiting())
                .filter(Objects::nonNull)
                .map(ContainerStateWaiting::getReason)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> Optional.ofNullable(pod.getStatus()).map(PodStatus::getPhase))
                .orElse("Pending");
    }

    /** Returns its IP address; empty before it has one. */
    static Optional<String> address(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getPodIP);
    }

    static int restarts(Pod pod) {
        return containers(pod).mapToInt(ContainerStatus::getRestartCount).sum();
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null ? Stream.empty() : pod.getStatus().getContainerStatuses().stream();
    }

    /**
     * Returns how often the containers of each pod were restarted, by its uid, without the pods that are about to end: equal where pods
     * are the same and nothing was restarted.
     */
    static Map<String, Integer> lives(List<Pod> pods) {
        Map<String, Integer> lives = new TreeMap<>();
        pods.stream()
                .filter(pod -> !isTerminating(pod))
                .forEach(pod -> lives.put(pod.getMetadata().getUid(), restarts(pod)));
        return lives;
    }
}
