package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;

/** Visits each value of a resource together with the schema that describes it, from the outside in. */
public final class SchemaWalk {

    /** What is to be done at each value. */
    public interface Visitor {
        void visit(FieldPath path, JsonNode value, JsonNode schema);
    }

    private SchemaWalk() {}

    /** Visits all of {@code value}, whose schema is {@code schema}. */
    public static void walk(JsonNode value, JsonNode schema, Visitor visitor) {
        walk(FieldPath.ROOT, value, schema, visitor);
    }

    private static void walk(FieldPath path, JsonNode value, JsonNode schema, Visitor visitor) {
        visitor.visit(path, value, schema);
        value.properties().forEach(field -> {
            JsonNode property = schema.path("properties").path(field.getKey());
            if (!property.isMissingNode()) {
                walk(path.field(field.getKey()), field.getValue(), property, visitor);
            }
        });
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                walk(path.item(i), value.get(i), schema.get("items"), visitor);
            }
        }
    }
}
