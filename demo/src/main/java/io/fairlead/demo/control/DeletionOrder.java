package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Which pods go first where there are too many: those that serve the least, and of two that serve alike the newer one. */
final class DeletionOrder {

    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final List<String> PHASES = List.of(Pods.PENDING, "Unknown", "Running");

    /** What was never ready has nothing to lose. */
    private static final Instant NEVER = Instant.MAX;

    private static final Comparator<Pod> ORDER = Comparator.comparing(DeletionOrder::isBound)
            .thenComparingInt(pod -> PHASES.indexOf(Pods.phase(pod)))
            .thenComparing(Pods::isReady)
            .thenComparingInt(DeletionOrder::cost)
            .thenComparing(pod -> Pods.readySince(pod).orElse(NEVER), Comparator.reverseOrder())
            .thenComparing(Comparator.comparingInt(Pods::restarts).reversed())
            .thenComparing(pod -> pod.getMetadata().getCreationTimestamp(), Comparator.reverseOrder())
            .thenComparing(pod -> pod.getMetadata().getName());

    private DeletionOrder() {}

    static List<Pod> of(List<Pod> pods) {
        return pods.stream().sorted(ORDER).toList();
    }

    private static boolean isBound(Pod pod) {
        String node = pod.getSpec().getNodeName();
        return node != null && !node.isEmpty();
    }

    /** A cost that is no number is none. */
    private static int cost(Pod pod) {
        try {
            return Integer.parseInt(pod.getMetadata().getAnnotations().getOrDefault(COST, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
