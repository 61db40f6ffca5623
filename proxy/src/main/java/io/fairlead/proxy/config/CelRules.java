package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks the {@code x-kubernetes-validations} of a schema, as the API server does. A rule that cannot be evaluated is left out: the
 * schema has said what is wrong with the value that it stumbled over.
 */
final class CelRules implements SchemaWalk.Visitor {

    private final CelExpressions expressions;
    private final List<String> faults = new ArrayList<>();

    CelRules(CelExpressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public void visit(FieldPath path, JsonNode value, JsonNode schema) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            Object self = PlainValue.of(value);
            if (Boolean.FALSE.equals(evaluate(rule.path("rule").asText(), self))) {
                faults.add(fault(path, value, self, rule));
            }
        }
    }

    List<String> faults() {
        return faults;
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
            return expressions.compiled(expression).eval(Map.of("self", Objects.requireNonNull(self)));
        } catch (CelEvaluationException e) {
            return null;
        }
    }
}
