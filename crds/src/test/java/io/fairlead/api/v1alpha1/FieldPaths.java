package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The paths of all fields within an object, such as {@code spec.listeners[].port}. */
final class FieldPaths {

    private FieldPaths() {}

    /** Returns those that a schema describes. */
    static Set<String> ofSchema(JsonNode schema) {
        Set<String> paths = new TreeSet<>();
        addOfSchema("", schema, paths);
        return paths;
    }

    private static void addOfSchema(String path, JsonNode schema, Set<String> paths) {
        schema.path("properties").properties().forEach(field -> {
            paths.add(path + field.getKey());
            addOfSchema(path + field.getKey() + ".", field.getValue(), paths);
        });
        if (schema.has("items")) {
            addOfSchema(path.substring(0, path.length() - 1) + "[].", schema.get("items"), paths);
        }
    }

    /** Returns those that an object has. */
    static Set<String> ofValue(JsonNode value) {
        Set<String> paths = new TreeSet<>();
        addOfValue("", value, paths);
        return paths;
    }

    private static void addOfValue(String path, JsonNode value, Set<String> paths) {
        value.properties().forEach(field -> {
            paths.add(path + field.getKey());
            addOfValue(path + field.getKey() + ".", field.getValue(), paths);
        });
        if (value.isArray()) {
            value.forEach(item -> addOfValue(path.substring(0, path.length() - 1) + "[].", item, paths));
        }
    }
}
