package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fairlead.demo.api.ApiException.Cause;
import io.fairlead.proxy.config.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds what of a custom resource is not as its schema says, in the words of the API. */
final class SchemaFaults {

    private final JsonNode root;
    private final JsonSchema validator;

    SchemaFaults(JsonNode root) {
        this.root = root;
        JsonSchemaFactory factory = JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V7))
                .metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV7())
                        .keywords(Stream.of(
                                        "int-or-string",
                                        "list-map-keys",
                                        "list-type",
                                        "map-type",
                                        "preserve-unknown-fields",
                                        "validations")
                                .map(name -> new NonValidationKeyword("x-kubernetes-" + name))
                                .toList())
                        .build())
                .build();
        validator = factory.getSchema(
                root,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(false).build());
    }

    /** Returns them, at most one a field, in the order of the fields' paths. */
    List<Cause> of(ObjectNode object) {
        Map<String, ValidationMessage> first = new LinkedHashMap<>();
        List<ValidationMessage> messages = new ArrayList<>(validator.validate(object));
        messages.sort(Comparator.comparing(message -> !message.getType().equals("type")));
        for (ValidationMessage message : messages) {
            first.putIfAbsent(path(message.getInstanceLocation()).text() + " " + message.getProperty(), message);
        }
        return first.values().stream()
                .map(this::cause)
                .sorted(Comparator.comparing(Cause::field))
                .toList();
    }

    private Cause cause(ValidationMessage message) {
        FieldPath path = path(message.getInstanceLocation());
        String field = path.text();
        JsonNode value = message.getInstanceNode();
        JsonNode schema = schemaOf(message.getInstanceLocation());
        String limit = schema.path(message.getType()).asText();
        return switch (message.getType()) {
            case "required" -> Cause.required(path.field(message.getProperty()).text(), "");
            case "type" -> {
                String found = "\"%s\"".formatted(typeOf(value));
                yield new Cause(
                        "FieldValueTypeInvalid",
                        "Invalid value: %s: %s in body must be of type %s: %s"
                                .formatted(found, field, typeWanted(schema), found),
                        field);
            }
            case "enum" ->
                new Cause(
                        "FieldValueNotSupported",
                        "Unsupported value: %s: supported values: %s".formatted(value, join(schema.path("enum"))),
                        field);
            case "minimum" -> inBody(field, value, "should be greater than or equal to " + limit);
            case "maximum" -> inBody(field, value, "should be less than or equal to " + limit);
            case "pattern" -> inBody(field, value, "should match '%s'".formatted(limit));
            case "minLength" -> inBody(field, value, "should be at least %s chars long".formatted(limit));
            case "minItems" -> inBody(field, value.size(), "should have at least %s items".formatted(limit));
            case "minProperties" -> inBody(field, value.size(), "should have at least %s properties".formatted(limit));
            case "maxLength" ->
                new Cause("FieldValueTooLong", "Too long: may not be more than %s bytes".formatted(limit), field);
            case "maxItems", "maxProperties" ->
                new Cause(
                        "FieldValueTooMany",
                        "Too many: %d: must have at most %s items".formatted(value.size(), limit),
                        field);
            default -> Cause.invalid(field, value, message.getMessage());
        };
    }

    private static Cause inBody(String field, Object value, String expected) {
        return Cause.invalid(field, value, field + " in body " + expected);
    }

    private static String typeOf(JsonNode value) {
        return value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String typeWanted(JsonNode schema) {
        return schema.path("x-kubernetes-int-or-string").asBoolean()
                ? "integer,string"
                : schema.path("type").asText();
    }

    private static String join(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::toString)
                .collect(Collectors.joining(", "));
    }

    private static FieldPath path(JsonNodePath location) {
        FieldPath path = FieldPath.ROOT;
        for (int i = 0; i < location.getNameCount(); i++) {
            path = location.getElement(i) instanceof Integer index
                    ? path.item(index)
                    : path.field(location.getElement(i).toString());
        }
        return path;
    }

    private JsonNode schemaOf(JsonNodePath location) {
        JsonNode schema = root;
        for (int i = 0; i < location.getNameCount(); i++) {
            schema = location.getElement(i) instanceof String name ? field(schema, name) : schema.path("items");
        }
        return schema;
    }

    private static JsonNode field(JsonNode schema, String name) {
        JsonNode properties = schema.path("properties");
        return properties.has(name) ? properties.get(name) : schema.path("additionalProperties");
    }
}
