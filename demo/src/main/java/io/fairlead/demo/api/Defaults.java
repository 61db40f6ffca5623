package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Sets fields that are not there. */
final class Defaults {

    private Defaults() {}

    static void set(ObjectNode object, String field, String value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    static void set(ObjectNode object, String field, int value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    static void set(ObjectNode object, String field, boolean value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    /** Calls {@code then} with the object at {@code field}, if there is one. */
    static void in(JsonNode object, String field, Consumer<ObjectNode> then) {
        if (object.path(field) instanceof ObjectNode child) {
            then.accept(child);
        }
    }

    /** Calls {@code then} with each object of the list at {@code field}. */
    static void each(JsonNode object, String field, Consumer<ObjectNode> then) {
        object.path(field).forEach(item -> {
            if (item instanceof ObjectNode child) {
                then.accept(child);
            }
        });
    }
}
