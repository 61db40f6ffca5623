package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.proxy.config.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Drops the fields of a custom resource that its schema does not know. */
final class SchemaPruning {

    /** Every object has them, whatever its schema says. */
    private static final Set<String> OF_ALL = Set.of("apiVersion", "kind", "metadata");

    private final List<String> dropped = new ArrayList<>();

    private SchemaPruning() {}

    /** Returns where the dropped fields stood. */
    static List<String> prune(ObjectNode object, JsonNode schema) {
        SchemaPruning pruning = new SchemaPruning();
        for (String name : names(object)) {
            if (!OF_ALL.contains(name)) {
                pruning.field(FieldPath.ROOT, object, name, schema);
            }
        }
        return pruning.dropped;
    }

    private void visit(FieldPath path, JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            names(object).forEach(name -> field(path, object, name, schema));
        } else {
            for (int i = 0; i < value.size(); i++) {
                visit(path.item(i), value.get(i), schema.path("items"));
            }
        }
    }

    private void field(FieldPath path, ObjectNode object, String name, JsonNode schema) {
        JsonNode property = schema.path("properties").path(name);
        JsonNode described = property.isMissingNode() ? schema.path("additionalProperties") : property;
        if (described.isObject()) {
            visit(path.field(name), object.path(name), described);
        } else if (!described.asBoolean()
                && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            dropped.add(path.field(name).text());
            object.remove(name);
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
