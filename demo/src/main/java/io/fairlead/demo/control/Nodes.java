package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which node takes a pod. Room is not counted: a demo's node has enough. */
final class Nodes {

    private Nodes() {}

    /** Returns the first by name that is ready, takes pods, and has the labels that the pod asks for. */
    static Optional<Node> fitting(Pod pod, Collection<Node> nodes) {
        Map<String, String> wanted = Objects.requireNonNullElse(pod.getSpec().getNodeSelector(), Map.of());
        return nodes.stream()
                .filter(node -> isReady(node) && !isCordoned(node))
                .filter(node -> node.getMetadata().getLabels().entrySet().containsAll(wanted.entrySet()))
                .min(Comparator.comparing(node -> node.getMetadata().getName()));
    }

    /** Returns why none of {@code nodes} takes a pod, as a scheduler says it. */
    static String whyNone(Collection<Node> nodes) {
        if (nodes.isEmpty()) {
            return "no nodes available to schedule pods";
        }
        long notReady = nodes.stream().filter(node -> !isReady(node)).count();
        long cordoned =
                nodes.stream().filter(node -> isReady(node) && isCordoned(node)).count();
        long others = nodes.size() - notReady - cordoned;
        return "0/%d nodes are available: %d not ready, %d unschedulable, %d without the labels of the pod's node selector."
                .formatted(nodes.size(), notReady, cordoned, others);
    }

    private static boolean isReady(Node node) {
        return node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static boolean isCordoned(Node node) {
        return node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }
}
