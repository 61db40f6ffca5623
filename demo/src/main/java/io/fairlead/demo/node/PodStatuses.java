package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pod's status, as a function of what is known of its containers. */
final class PodStatuses {

    private PodStatuses() {}

    /**
     * Returns the status that a kubelet would give.
     *
     * @param before what the status was: a condition that stays as it was keeps the time of its transition
     * @param podIp the pod's address
     * @param hostIp the node's
     * @param started when the node took the pod on
     * @param containers one for each container of the spec
     */
    static PodStatus of(
            PodStatus before,
            String podIp,
            String hostIp,
            Instant started,
            List<ContainerStatus> containers,
            Instant now) {
        String unready = containers.stream()
                .filter(container -> !container.getReady())
                .map(ContainerStatus::getName)
                .collect(Collectors.joining(" "));
        Transitions conditions = new Transitions(before, now);
        return new PodStatusBuilder()
                .withPhase(containers.stream().anyMatch(PodStatuses::neverRan) ? "Pending" : "Running")
                .withConditions(
                        conditions.of("Initialized", ""),
                        conditions.of("Ready", unready),
                        conditions.of("ContainersReady", unready),
                        conditions.of("PodScheduled", ""))
                .withHostIP(hostIp)
                .withPodIP(podIp)
                .addNewPodIP(podIp)
                .withStartTime(text(started))
                .withContainerStatuses(containers)
                .build();
    }

    private static boolean neverRan(ContainerStatus container) {
        return container.getState().getWaiting() != null
                && container.getLastState().getTerminated() == null;
    }

    /** Returns a time as Kubernetes writes it. */
    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private record Transitions(PodStatus before, Instant now) {

        /** Returns a condition that is true where no container speaks against it. */
        PodCondition of(String type, String unready) {
            boolean holds = unready.isEmpty();
            String status = holds ? "True" : "False";
            return new PodConditionBuilder()
                    .withType(type)
                    .withStatus(status)
                    .withReason(holds ? null : "ContainersNotReady")
                    .withMessage(holds ? null : "containers with unready status: [" + unready + "]")
                    .withLastTransitionTime(since(type, status))
                    .build();
        }

        private @Nullable String since(String type, String status) {
            return before.getConditions().stream()
                    .filter(condition -> condition.getType().equals(type)
                            && condition.getStatus().equals(status))
                    .map(PodCondition::getLastTransitionTime)
                    .findFirst()
                    .orElse(text(now));
        }
    }
}
