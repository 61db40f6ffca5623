package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fairlead.api.v1alpha1.Expectation;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The schema of the CustomResourceDefinition, made strict: a field that it does not know is a fault. */
final class ConfigSchema {

    private final JsonNode root;
    private final JsonSchema validator;

    private ConfigSchema(ObjectNode root) {
        this.root = root;
        JsonSchemaFactory factory = JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V7))
                .metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV7())
                        .keywords(Stream.of("int-or-string", "list-map-keys", "list-type", "validations")
                                .map(name -> new NonValidationKeyword("x-kubernetes-" + name))
                                .toList())
                        .build())
                .build();
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(false)
                .preloadJsonSchema(false)
                .build();
        validator = factory.getSchema(root, config);
    }

    static ConfigSchema load() {
        ObjectNode root = definition();
        ObjectNode properties = (ObjectNode) root.required("properties");
        properties.set("metadata", metadata());
        properties.putObject("status");
        properties.putObject("apiVersion");
        properties.putObject("kind");
        root.withArray("required").add("metadata");
        forbidUnknownFields(root);
        return new ConfigSchema(root);
    }

    JsonNode root() {
        return root;
    }

    /** Returns what is wrong, at most one fault a field, in the order of the fields' paths. */
    List<String> faults(ObjectNode resource) {
        Map<String, ValidationMessage> first = new LinkedHashMap<>();
        List<ValidationMessage> messages = new ArrayList<>(validator.validate(resource));
        messages.sort(Comparator.comparing(message -> !message.getType().equals("type")));
        for (ValidationMessage message : messages) {
            first.putIfAbsent(path(message.getInstanceLocation()).text() + " " + message.getProperty(), message);
        }
        return first.values().stream().map(this::fault).sorted().toList();
    }

    private String fault(ValidationMessage message) {
        FieldPath path = path(message.getInstanceLocation());
        JsonNode schema = schemaOf(message.getInstanceLocation());
        return switch (message.getType()) {
            case "required" -> {
                String field = message.getProperty();
                yield path.field(field)
                        .fault(
                                "missing",
                                Expectation.of(schema.path("properties").path(field)));
            }
            case "additionalProperties" ->
                path.field(message.getProperty()).fault("unknown field", Expectation.ofFields(schema));
            case "maxItems" -> path.fault(message.getInstanceNode().size() + " items", Expectation.of(schema));
            case "maxProperties" -> path.fault(message.getInstanceNode().size() + " entries", Expectation.of(schema));
            case "type" -> path.fault(ValueText.of(message.getInstanceNode()), Expectation.ofType(schema));
            default -> path.fault(ValueText.of(message.getInstanceNode()), Expectation.of(schema));
        };
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

    private static void forbidUnknownFields(JsonNode schema) {
        if (schema instanceof ObjectNode object && schema.path("properties") instanceof ObjectNode properties) {
            object.put("additionalProperties", false);
            properties.forEach(ConfigSchema::forbidUnknownFields);
        }
        if (schema.has("items")) {
            forbidUnknownFields(schema.get("items"));
        }
    }

    /** Read from JSON: the YAML takes a starting proxy many times as long. */
    private static ObjectNode definition() {
        String name = "grpcloadbalancers.fairlead.io.schema.json";
        try (InputStream in = resource(GrpcLoadBalancer.class, name)) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode metadata() {
        String name = "object-meta.yaml";
        try (InputStream in = resource(ConfigSchema.class, name)) {
            return YamlReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidConfigException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static InputStream resource(Class<?> neighbour, String name) {
        return Objects.requireNonNull(neighbour.getResourceAsStream(name), name);
    }
}
