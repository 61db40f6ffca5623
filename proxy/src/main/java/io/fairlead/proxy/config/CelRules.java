package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the {@code x-kubernetes-validations} of a schema, as the API server does. Rules that cannot be evaluated are kept apart:
 * most often the schema has said what is wrong with the value that they stumbled over.
 */
final class CelRules implements SchemaWalk.Visitor {

    private final CelExpressions expressions;
    private final List<String> faults = new ArrayList<>();
    private final List<String> unanswered = new ArrayList<>();

    CelRules(CelExpressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public void visit(FieldPath path, JsonNode value, JsonNode schema) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            Object self = PlainValue.of(value);
            Object holds = evaluate(rule.path("rule").asText(), self);
            if (!Boolean.TRUE.equals(holds)) {
                (holds == null ? unanswered : faults).add(fault(path, value, self, rule));
            }
        }
    }

    List<String> faults() {
        return faults;
    }

    /** Returns the faults of a value that is right otherwise, where a rule cannot be evaluated. */
    List<String> unanswered() {
        return unanswered;
    }

    private String fault(FieldPath path, JsonNode value, Object self, JsonNode rule) {
        FieldPath place = path.resolve(rule.path("fieldPath").asText());
        Object message = rule.has("messageExpression")
                ? evaluate(rule.path("messageExpression").asText(), self)
                : null;
        if (message instanceof String text) {
            return place.fault(text);
        }
        return place.fault(
                "%s (%s)".formatted(ValueText.of(value), rule.path("message").asText()));
    }

    private @Nullable Object evaluate(String expression, Object self) {
        try {
            return expressions.compiled(expression).eval(Map.of("self", self));
        } catch (CelEvaluationException e) {
            return null;
        }
    }
}
