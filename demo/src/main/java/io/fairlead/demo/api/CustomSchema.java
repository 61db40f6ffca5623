package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.ApiException.Cause;
import io.fairlead.proxy.config.CelExpressions;
import io.fairlead.proxy.config.SchemaWalk;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the schema of a CustomResourceDefinition makes of an object: unknown fields go, defaults come, and the rest has to be right. */
final class CustomSchema {

    private final JsonNode schema;
    private final SchemaFaults faults;
    private final CelExpressions expressions;

    CustomSchema(JsonNode schema, CelExpressions expressions) {
        this.schema = schema;
        this.expressions = expressions;
        faults = new SchemaFaults(schema);
    }

    /** Returns whether it was made of that one. */
    boolean isOf(JsonNode other) {
        return schema.equals(other);
    }

    /**
     * Prunes, completes and checks an object.
     *
     * @param strict whether a field that is not known is a fault
     * @throws ApiException where it is not valid
     */
    void admit(Target target, ObjectNode object, boolean strict) {
        List<String> unknown = SchemaPruning.prune(object, schema);
        if (strict && !unknown.isEmpty()) {
            throw ApiException.badRequest("%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                    .formatted(
                            target.type().kind(),
                            target.type().version(),
                            target.type().kind(),
                            unknown.stream()
                                    .map("unknown field \"%s\""::formatted)
                                    .collect(Collectors.joining(", "))));
        }
        SchemaDefaults.apply(object, schema);
        List<Cause> causes = faults.of(object);
        List<Cause> all = causes.isEmpty() ? ruleCauses(object) : causes;
        if (!all.isEmpty()) {
            throw target.invalid(Metadata.of(object).name(), all);
        }
    }

    private List<Cause> ruleCauses(ObjectNode object) {
        SchemaKeys keys = new SchemaKeys();
        SchemaRules rules = new SchemaRules(expressions);
        SchemaWalk.walk(object, schema, keys);
        SchemaWalk.walk(object, schema, rules);
        return Stream.concat(keys.causes().stream(), rules.causes().stream()).toList();
    }
}
