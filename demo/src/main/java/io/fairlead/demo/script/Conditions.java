package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Condition;
import io.fairlead.demo.screen.DemoEvent;
import java.util.Set;

/** How the conditions of a load balancer are to be taken. */
final class Conditions {

    /** Those that are there only while something is under way or stuck. */
    private static final Set<String> PASSING = Set.of("Reconciling", "Stalled");

    private Conditions() {}

    static DemoEvent.Kind kind(Condition condition) {
        if (PASSING.contains(condition.getType())) {
            return condition.getType().equals("Stalled") ? DemoEvent.Kind.WARNING : DemoEvent.Kind.NOTE;
        }
        return switch (condition.getStatus()) {
            case "True" -> DemoEvent.Kind.GOOD;
            case "False" -> DemoEvent.Kind.WARNING;
            default -> DemoEvent.Kind.NOTE;
        };
    }
}
