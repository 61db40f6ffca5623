package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a CustomResourceDefinition's schema asks of values, and how the API server says that a value does not keep to it. */
final class SchemaConstraints {

    private static final Map<String, String> BOUNDS = Map.of(
            "minimum", "should be greater than or equal to %s",
            "maximum", "should be less than or equal to %s",
            "minLength", "should be at least %s chars long",
            "maxLength", "may not be more than %s bytes",
            "minItems", "should have at least %s items",
            "maxItems", "must have at most %s items",
            "maxProperties", "must have at most %s items",
            "pattern", "should match '%s'");

    private static final Pattern CEL_TEXT = Pattern.compile("'([^']*)'");

    private final Map<String, Pattern> faults = new LinkedHashMap<>();

    private SchemaConstraints() {}

    /** Returns the constraints by where and what they are, each with the line that {@link Answer#faults()} has for a violation. */
    static Map<String, Pattern> of(JsonNode schema) {
        SchemaConstraints constraints = new SchemaConstraints();
        constraints.collect("", "", schema);
        return constraints.faults;
    }

    private void collect(String name, String path, JsonNode schema) {
        BOUNDS.forEach((keyword, message) -> {
            if (schema.has(keyword)) {
                String bound = schema.get(keyword).asText();
                add(name, path, keyword, Pattern.quote(message.formatted(bound)) + "$");
            }
        });
        if (schema.has("enum")) {
            add(name, path, "enum", "Unsupported value: ");
        }
        if (schema.has("x-kubernetes-list-map-keys")) {
            add(name, path + "\\[\\d+]", "unique key", "Duplicate value: ");
        }
        if (schema.path("format").asText().equals("date-time")) {
            add(name, path, "format", "must be of type date-time");
        } else if (!path.isEmpty()) {
            add(name, path, "type", "must be of type ");
        }
        for (JsonNode field : schema.path("required")) {
            add(
                    dotted(name, field.asText()),
                    dotted(path, Pattern.quote(field.asText())),
                    "required",
                    "Required value");
        }
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            addRule(name, path, rule);
        }
        schema.path("properties")
                .properties()
                .forEach(field -> collect(
                        dotted(name, field.getKey()), dotted(path, Pattern.quote(field.getKey())), field.getValue()));
        if (schema.has("items")) {
            collect(name + "[]", path + "\\[\\d+]", schema.get("items"));
        }
        if (schema.has("additionalProperties")) {
            collect(name + ".*", path + "\\.[^.:]+", schema.get("additionalProperties"));
        }
    }

    private void addRule(String name, String path, JsonNode rule) {
        String message = rule.path("message").asText();
        Matcher text = CEL_TEXT.matcher(rule.path("messageExpression").asText());
        while (text.find()) {
            message = text.group(1);
        }
        String place = path.isEmpty()
                ? "<nil>"
                : path + Pattern.quote(rule.path("fieldPath").asText());
        String said = Pattern.quote(message).replaceAll("%[sd]", "\\\\E.*\\\\Q");
        add(name, place, rule.path("rule").asText(), said + "$");
    }

    private void add(String name, String path, String what, String message) {
        faults.put(name + ": " + what, Pattern.compile(path + ": .*" + message));
    }

    private static String dotted(String parent, String child) {
        return parent.isEmpty() ? child : parent + "." + child;
    }
}
