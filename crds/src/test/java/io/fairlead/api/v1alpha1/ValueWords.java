package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which values a field has, in words: those of {@link Expectation}, and what a schema's other keywords say. */
final class ValueWords {

    private static final Pattern LONGEST = Pattern.compile("duration\\(self\\) <= duration\\('(\\w+)'\\)");

    private static final Pattern SHORTEST = Pattern.compile("duration\\(self\\) >= duration\\('(\\w+)'\\)");

    private ValueWords() {}

    /** Returns the words, empty where the field's type says all, and of an enum, whose values are told one by one. */
    static String of(JsonNode schema) {
        if (schema.has("enum")) {
            return "";
        }
        return switch (schema.path("type").asText()) {
            case "boolean" -> "";
            case "object" -> schema.has("maxProperties") ? Expectation.of(schema) : "";
            case "array" -> list(schema);
            case "string" -> text(schema);
            default -> Expectation.of(schema);
        };
    }

    private static String list(JsonNode schema) {
        String size = schema.has("minItems")
                ? Expectation.of(schema)
                : "at most %s items".formatted(schema.path("maxItems").asText());
        JsonNode key = schema.at("/x-kubernetes-list-map-keys/0");
        return key.isMissingNode() ? size : "%s, each of its own %s".formatted(size, key.asText());
    }

    private static String text(JsonNode schema) {
        if (schema.path("format").asText().equals("date-time")) {
            return "a moment in RFC 3339, such as 2026-01-31T12:00:00Z";
        }
        return Expectation.of(schema) + bounds(schema.path("x-kubernetes-validations"));
    }

    private static String bounds(JsonNode rules) {
        StringBuilder bounds = new StringBuilder();
        for (JsonNode rule : rules) {
            Matcher longest = LONGEST.matcher(rule.path("rule").asText());
            Matcher shortest = SHORTEST.matcher(rule.path("rule").asText());
            if (longest.matches()) {
                bounds.append(", at most ").append(longest.group(1));
            } else if (shortest.matches()) {
                bounds.append(", at least ").append(shortest.group(1));
            } else if (rule.path("rule").asText().equals(DurationString.POSITIVE)) {
                bounds.append(", longer than 0s");
            }
        }
        return bounds.toString();
    }
}
