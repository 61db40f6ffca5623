package io.fairlead.demo.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fairlead.demo.api.discovery.ResourceType;
import io.fairlead.demo.api.discovery.ResourceTypes;
import java.util.List;
import java.util.Map;

/**
 * OpenAPI 2: the kinds of CustomResourceDefinitions, in one document. kubectl checks what is applied by it, and older ones explain by it, too.
 *
 * <p>Built-in kinds are left out: kubectl does not check them then, and makes their patches by what it knows itself.
 */
final class OpenApiV2 {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> KEPT = List.of(
            "description", "type", "format", "default", "required", "enum", "$ref", "x-kubernetes-group-version-kind");

    private OpenApiV2() {}

    static ObjectNode document(ResourceTypes types) {
        ObjectNode document = JSON.objectNode().put("swagger", "2.0");
        document.putObject("info").put("title", "fairlead demo").put("version", "v1");
        document.putObject("paths");
        ObjectNode definitions = document.putObject("definitions");
        ModelSchemas models = new ModelSchemas("#/definitions/");
        for (ResourceType type : types.all()) {
            JsonNode custom = type.schema();
            if (custom != null) {
                definitions.set(
                        KindSchema.name(type),
                        schema(KindSchema.custom(type, custom, models.reference(ObjectMeta.class))));
            }
        }
        models.all().forEach((name, schema) -> definitions.set(name, schema(schema)));
        return document;
    }

    /** Returns what of a schema kubectl can read here; what it would misread, such as null where a type is given, may be anything. */
    private static ObjectNode schema(JsonNode schema) {
        ObjectNode reduced = JSON.objectNode();
        for (String member : KEPT) {
            if (schema.has(member)) {
                reduced.set(member, schema.path(member));
            }
        }
        if (schema.path("nullable").asBoolean()) {
            reduced.remove("type");
        } else if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            addParts(reduced, schema);
        }
        return reduced;
    }

    private static void addParts(ObjectNode reduced, JsonNode schema) {
        if (schema.has("properties")) {
            ObjectNode properties = reduced.putObject("properties");
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                properties.set(property.getKey(), schema(property.getValue()));
            }
        }
        for (String member : List.of("items", "additionalProperties")) {
            if (schema.path(member).isObject()) {
                reduced.set(member, schema(schema.path(member)));
            }
        }
    }
}
