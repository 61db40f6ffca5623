package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in what a custom resource leaves out and its schema has a default for. */
final class SchemaDefaults {

    private SchemaDefaults() {}

    static void apply(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                JsonNode described = property.getValue();
                if (!object.has(property.getKey()) && described.has("default")) {
                    object.set(property.getKey(), described.get("default").deepCopy());
                }
                apply(object.path(property.getKey()), described);
            });
            JsonNode others = schema.path("additionalProperties");
            if (others.isObject()) {
                object.forEach(each -> apply(each, others));
            }
        } else {
            value.forEach(item -> apply(item, schema.path("items")));
        }
    }
}
