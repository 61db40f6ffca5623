package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;

/** Whether labels are those that a selector asks for. */
final class Selectors {

    private Selectors() {}

    /** An empty selector selects nothing, as that of a Deployment or Service does. */
    static boolean matches(LabelSelector selector, Map<String, String> labels) {
        boolean empty = selector.getMatchLabels().isEmpty()
                && selector.getMatchExpressions().isEmpty();
        return !empty
                && has(labels, selector.getMatchLabels())
                && selector.getMatchExpressions().stream().allMatch(requirement -> holds(requirement, labels));
    }

    /** An empty selector selects nothing. */
    static boolean matches(Map<String, String> selector, Map<String, String> labels) {
        return !selector.isEmpty() && has(labels, selector);
    }

    private static boolean has(Map<String, String> labels, Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    /** @throws IllegalArgumentException where the operator is none of Kubernetes' */
    private static boolean holds(LabelSelectorRequirement requirement, Map<String, String> labels) {
        String value = labels.get(requirement.getKey());
        return switch (requirement.getOperator()) {
            case "In" -> value != null && requirement.getValues().contains(value);
            case "NotIn" -> value == null || !requirement.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default ->
                throw new IllegalArgumentException("spec.selector.matchExpressions: operator "
                        + requirement.getOperator() + " (expected: In, NotIn, Exists or DoesNotExist)");
        };
    }
}
