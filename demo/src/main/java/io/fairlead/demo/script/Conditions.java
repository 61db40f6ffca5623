package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Condition;
import io.fairlead.demo.screen.DemoEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How conditions of the load balancer are told of. */
final class Conditions {

    /** It is there only while something is under way. */
    private static final String RECONCILING = "Reconciling";

    private static final String STALLED = "Stalled";
    private static final String PENDING = "Pending";

    private Conditions() {}

    /** Whether there is nothing new; a message alone is not. */
    static boolean same(Condition is, @Nullable Condition was) {
        return was != null
                && is.getStatus().equals(was.getStatus())
                && is.getReason().equals(was.getReason());
    }

    /** Returns them by what they say. That something is under way is left out where another says the same of it. */
    static Collection<List<Condition>> grouped(List<Condition> conditions) {
        Map<String, List<Condition>> groups = conditions.stream()
                .filter(condition -> !condition.getType().equals(RECONCILING) || !isToldBy(conditions, condition))
                .collect(Collectors.groupingBy(Conditions::content, LinkedHashMap::new, Collectors.toList()));
        return groups.values();
    }

    private static boolean isToldBy(List<Condition> conditions, Condition reconciling) {
        return conditions.stream()
                .anyMatch(condition -> !condition.getType().equals(RECONCILING)
                        && condition.getMessage().equals(reconciling.getMessage()));
    }

    private static String content(Condition condition) {
        return "%s (%s): %s".formatted(condition.getStatus(), condition.getReason(), condition.getMessage());
    }

    static String text(List<Condition> group) {
        List<String> types = group.stream().map(Condition::getType).toList();
        String last = types.getLast();
        String subject = types.size() == 1
                ? last + " is "
                : String.join(", ", types.subList(0, types.size() - 1)) + " and " + last + " are ";
        return subject + content(group.getFirst());
    }

    static DemoEvent.Kind kind(Condition condition) {
        boolean warns =
                condition.getStatus().equals("False") || condition.getType().equals(STALLED);
        if (condition.getReason().equals(PENDING) || condition.getType().equals(RECONCILING)) {
            return DemoEvent.Kind.NOTE;
        }
        if (warns) {
            return DemoEvent.Kind.WARNING;
        }
        return condition.getStatus().equals("True") ? DemoEvent.Kind.GOOD : DemoEvent.Kind.NOTE;
    }
}
