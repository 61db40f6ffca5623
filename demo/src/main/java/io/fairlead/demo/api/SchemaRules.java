package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import io.fairlead.demo.api.ApiException.Cause;
import io.fairlead.proxy.config.CelExpressions;
import io.fairlead.proxy.config.FieldPath;
import io.fairlead.proxy.config.PlainValue;
import io.fairlead.proxy.config.SchemaWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds which {@code x-kubernetes-validations} a custom resource does not keep. They see the resource as it is to be, not as it was. */
final class SchemaRules implements SchemaWalk.Visitor {

    private final CelExpressions expressions;
    private final List<Cause> causes = new ArrayList<>();

    SchemaRules(CelExpressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public void visit(FieldPath path, JsonNode value, JsonNode schema) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            Object self = PlainValue.of(value);
            String type = "\"%s\"".formatted(schema.path("type").asText());
            String field = path.resolve(rule.path("fieldPath").asText()).text();
            try {
                if (!Boolean.TRUE.equals(evaluate(rule.path("rule").asText(), self))) {
                    causes.add(Cause.invalid(field, type, message(rule, self)));
                }
            } catch (CelEvaluationException e) {
                causes.add(Cause.invalid(
                        field, type, "rule %s cannot be evaluated: %s".formatted(rule.path("rule"), e.getMessage())));
            }
        }
    }

    List<Cause> causes() {
        return causes;
    }

    private String message(JsonNode rule, Object self) throws CelEvaluationException {
        return rule.has("messageExpression")
                ? String.valueOf(evaluate(rule.path("messageExpression").asText(), self))
                : rule.path("message").asText();
    }

    private Object evaluate(String expression, Object self) throws CelEvaluationException {
        return expressions.compiled(expression).eval(Map.of("self", self));
    }
}
