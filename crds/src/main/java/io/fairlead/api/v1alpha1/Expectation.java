package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the schema of a CustomResourceDefinition expects, in words: those of the errors, and those of the documentation. */
public final class Expectation {

    private Expectation() {}

    /** Returns what a value has to be, such as {@code 1-65535} or {@code one of TCP, None}. */
    public static String of(JsonNode schema) {
        if (schema.has("enum")) {
            return "one of " + join(schema.path("enum"));
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return "%s or %s".formatted(range(schema, "minimum", "maximum"), ofText(schema));
        }
        return switch (schema.path("type").asText()) {
            case "integer" -> schema.has("minimum") ? range(schema, "minimum", "maximum") : ofType(schema);
            case "array" -> schema.has("minItems") ? range(schema, "minItems", "maxItems") + " items" : ofType(schema);
            case "string" -> ofText(schema);
            case "object" ->
                schema.has("maxProperties")
                        ? "at most %s entries"
                                .formatted(schema.path("maxProperties").asText())
                        : ofType(schema);
            default -> ofType(schema);
        };
    }

    /** Returns what kind of value is expected, such as {@code an integer}; of text, which text. */
    public static String ofType(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "integer" -> "an integer";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            case "string" -> schema.has("enum") ? of(schema) : ofText(schema);
            default -> "an integer or a string";
        };
    }

    /** Returns which fields an object may have. */
    public static String ofFields(JsonNode schema) {
        return "one of "
                + schema.path("properties").properties().stream()
                        .map(Map.Entry::getKey)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String ofText(JsonNode schema) {
        String length = lengthOf(schema);
        if (!schema.has("pattern")) {
            return length.isEmpty() ? "a string" : length;
        }
        String meaning = Patterns.describe(schema.path("pattern").asText());
        return length.isEmpty() ? meaning : length + ": " + meaning;
    }

    private static String lengthOf(JsonNode schema) {
        if (schema.has("minLength")) {
            return range(schema, "minLength", "maxLength") + " characters";
        }
        return schema.has("maxLength") && !schema.has("pattern")
                ? "at most %s characters".formatted(schema.path("maxLength").asText())
                : "";
    }

    private static String range(JsonNode schema, String min, String max) {
        String least = schema.path(min).asText();
        if (!schema.has(max)) {
            return least + " or more";
        }
        return least + (least.startsWith("-") ? " to " : "-") + schema.path(max).asText();
    }

    private static String join(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }
}
