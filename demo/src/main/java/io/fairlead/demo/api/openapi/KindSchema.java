package io.fairlead.demo.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.discovery.ResourceType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The schema of a kind, as a client finds it: by a name, and by the group, version and kind that it is marked with. */
final class KindSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MARK = "x-kubernetes-group-version-kind";

    private KindSchema() {}

    /** Returns a name with the group's parts the other way round, as in {@code io.fairlead.v1alpha1.GrpcLoadBalancer}. */
    static String name(ResourceType type) {
        List<String> parts = Arrays.asList(
                type.group().isEmpty() ? new String[] {"core"} : type.group().split("\\."));
        Collections.reverse(parts);
        return String.join(".", parts) + "." + type.version() + "." + type.kind();
    }

    static ObjectNode groupVersionKind(ResourceType type) {
        return JSON.objectNode()
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
    }

    static ObjectNode marked(ResourceType type, ObjectNode schema) {
        schema.putArray(MARK).add(groupVersionKind(type));
        return schema;
    }

    /** Returns a CustomResourceDefinition's schema with what every object has. */
    static ObjectNode custom(ResourceType type, JsonNode schema, ObjectNode metadata) {
        ObjectNode whole = schema.deepCopy();
        ObjectNode properties = whole.withObject("/properties");
        properties.putObject("apiVersion").put("type", "string").put("description", "The group and its version.");
        properties.putObject("kind").put("type", "string").put("description", "The kind of the object.");
        properties.set("metadata", metadata);
        return marked(type, whole);
    }
}
