package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns verdicts into conditions; what was written last says since when each status holds. */
final class Conditions {

    private final List<Condition> before;
    private final @Nullable Long generation;
    private final String now;

    /** Creates it for the {@code generation} that the verdicts are of, after the conditions {@code before}. */
    Conditions(@Nullable List<Condition> before, @Nullable Long generation, Instant now) {
        this.before = before == null ? List.of() : before;
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    Condition of(ConditionType type, Verdict verdict) {
        Condition last = find(before, type);
        String status = verdict.status().name();
        return new ConditionBuilder()
                .withType(type.name())
                .withStatus(status)
                .withObservedGeneration(generation)
                .withLastTransitionTime(
                        last != null && status.equals(last.getStatus()) ? last.getLastTransitionTime() : now)
                .withReason(verdict.reason().name())
                .withMessage(Text.line(verdict.message(), Text.MESSAGE))
                .build();
    }

    /** Returns the condition of that type, or {@code null} where there is none. */
    static @Nullable Condition find(@Nullable List<Condition> conditions, ConditionType type) {
        if (conditions == null) {
            return null;
        }
        return conditions.stream()
                .filter(condition -> type.name().equals(condition.getType()))
                .findFirst()
                .orElse(null);
    }
}
