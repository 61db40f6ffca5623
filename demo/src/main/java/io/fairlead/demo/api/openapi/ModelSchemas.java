package io.fairlead.demo.api.openapi;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;

/**
 * The schemas of the Kubernetes client's own types, as far as those tell: which fields there are, and of which types.
 *
 * <p>Each type has a name of its own and is referred to by it; some refer to themselves.
 */
final class ModelSchemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String prefix;
    private final Map<String, ObjectNode> schemas = new TreeMap<>();

    /**
     * Knows no types yet.
     *
     * @param prefix what a reference begins with, as in {@code #/definitions/}
     */
    ModelSchemas(String prefix) {
        this.prefix = prefix;
    }

    /** Returns all schemas that are referred to, by their names. */
    Map<String, ObjectNode> all() {
        return schemas;
    }

    ObjectNode reference(Class<?> type) {
        return schema(MAPPER.constructType(type));
    }

    /** Returns the schema of an object, rather than a reference to it. */
    ObjectNode inline(Class<?> type) {
        return object(MAPPER.constructType(type));
    }

    private ObjectNode schema(JavaType type) {
        if (type.isCollectionLikeType() || type.isArrayType()) {
            return typed("array").set("items", schema(type.getContentType()));
        }
        if (type.isMapLikeType()) {
            return typed("object").set("additionalProperties", schema(type.getContentType()));
        }
        if (type.hasRawClass(Quantity.class) || type.isEnumType() || type.hasRawClass(String.class)) {
            return typed("string");
        }
        if (type.hasRawClass(IntOrString.class)) {
            return JSON.objectNode().put("x-kubernetes-int-or-string", true);
        }
        if (type.hasRawClass(Boolean.class) || type.hasRawClass(boolean.class)) {
            return typed("boolean");
        }
        if (type.hasRawClass(Integer.class) || type.hasRawClass(Long.class)) {
            return typed("integer");
        }
        if (type.isTypeOrSubTypeOf(Number.class)) {
            return typed("number");
        }
        return isModel(type) ? model(type) : JSON.objectNode();
    }

    private static boolean isModel(JavaType type) {
        return type.isTypeOrSubTypeOf(KubernetesResource.class)
                && !type.isAbstract()
                && !type.isTypeOrSubTypeOf(JsonNode.class);
    }

    private ObjectNode model(JavaType type) {
        String name = type.getRawClass().getName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, JSON.objectNode());
            schemas.put(name, object(type));
        }
        return JSON.objectNode().put("$ref", prefix + name);
    }

    private ObjectNode object(JavaType type) {
        ObjectNode schema = typed("object");
        ObjectNode properties = schema.putObject("properties");
        BeanDescription description = MAPPER.getSerializationConfig().introspect(type);
        for (BeanPropertyDefinition property : description.findProperties()) {
            properties.set(property.getName(), schema(property.getPrimaryType()));
        }
        return schema;
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }
}
