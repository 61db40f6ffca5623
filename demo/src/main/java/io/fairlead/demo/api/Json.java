package io.fairlead.demo.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** JSON as the API reads and writes it. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Throws {@link JsonProcessingException} where it is none. */
    static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Reads what was written here. */
    static ObjectNode read(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(JsonNode value) {
        return value.toString();
    }

    /** Returns the object at {@code field}, made where there is none. */
    static ObjectNode child(ObjectNode parent, String field) {
        return parent.get(field) instanceof ObjectNode child ? child : parent.putObject(field);
    }

    /** Removes fields that are null, at any depth: the API takes them for fields that are not there. */
    static void removeNulls(JsonNode value) {
        for (Iterator<JsonNode> each = value.elements(); each.hasNext(); ) {
            JsonNode child = each.next();
            if (child.isNull() && value.isObject()) {
                each.remove();
            } else {
                removeNulls(child);
            }
        }
    }
}
