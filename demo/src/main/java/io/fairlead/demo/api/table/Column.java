package io.fairlead.demo.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A column of a table, and what it says of an object.
 *
 * @param type an OpenAPI type
 * @param format {@code name} for the column of names, which kubectl may put the kind before; otherwise mostly empty
 * @param priority 0 where it is always shown; greater: in wide output alone
 */
record Column(String name, String type, String format, String description, int priority, Cell cell) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static final Column NAME = new Column(
            "Name",
            "string",
            "name",
            "",
            0,
            (object, ages) -> JSON.textNode(object.at("/metadata/name").asText()));
    static final Column AGE = age("Age", "/metadata/creationTimestamp");

    /** What a column says of an object. */
    interface Cell {

        /** Returns a text, a number, or null, which kubectl shows as {@code <none>}. */
        JsonNode of(JsonNode object, Ages ages);
    }

    static Column text(String name, Function<JsonNode, String> text) {
        return timed(name, (object, ages) -> text.apply(object));
    }

    static Column timed(String name, BiFunction<JsonNode, Ages, String> text) {
        return new Column(name, "string", "", "", 0, (object, ages) -> JSON.textNode(text.apply(object, ages)));
    }

    /** Returns how long ago the time at a JSON pointer was. */
    static Column age(String name, String pointer) {
        return timed(name, (object, ages) -> ages.since(object.at(pointer)));
    }

    static Column number(String name, ToLongFunction<JsonNode> number) {
        return new Column(name, "integer", "", "", 0, (object, ages) -> JSON.numberNode(number.applyAsLong(object)));
    }

    Column wide() {
        return new Column(name, type, format, description, 1, cell);
    }

    ObjectNode definition() {
        return JSON.objectNode()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", description)
                .put("priority", priority);
    }
}
