package io.fairlead.demo.api.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.demo.api.discovery.ResourceType;
import io.fairlead.demo.api.discovery.ResourceTypes;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * OpenAPI 3: an index, and a document for each version of a group. kubectl explains by them.
 *
 * <p>They name neither strategic merge patches nor the validation of fields by the server: kubectl then makes patches of built-in kinds by
 * what it knows itself, and checks ours by OpenAPI 2.
 */
final class OpenApiV3 {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SCHEMAS = "#/components/schemas/";
    private static final KubernetesSerialization MODELS = new KubernetesSerialization();

    private final ResourceTypes types;

    OpenApiV3(ResourceTypes types) {
        this.types = types;
    }

    ObjectNode index() {
        ObjectNode index = JSON.objectNode();
        ObjectNode paths = index.putObject("paths");
        for (String group : types.groups()) {
            for (String version : types.versions(group)) {
                String path = path(group, version);
                paths.putObject(path)
                        .put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + hash(document(group, version)));
            }
        }
        return index;
    }

    /**
     * Returns the document of a version.
     *
     * @param path that of the version's resources, as in {@code apis/apps/v1}
     */
    Optional<ObjectNode> document(String path) {
        return types.all().stream()
                .filter(type -> path(type.group(), type.version()).equals(path))
                .findFirst()
                .map(type -> document(type.group(), type.version()));
    }

    private static String path(String group, String version) {
        return group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
    }

    /** Clients keep what they read as long as this is the same. */
    private static String hash(JsonNode document) {
        CRC32 sum = new CRC32();
        sum.update(document.toString().getBytes(UTF_8));
        return Long.toHexString(sum.getValue());
    }

    private ObjectNode document(String group, String version) {
        ObjectNode document = JSON.objectNode().put("openapi", "3.0.0");
        document.putObject("info").put("title", "fairlead demo").put("version", version);
        ObjectNode paths = document.putObject("paths");
        ModelSchemas models = new ModelSchemas(SCHEMAS);
        ObjectNode schemas = JSON.objectNode();
        for (ResourceType type : types.all(group, version)) {
            paths.set("/" + path(group, version) + objectPath(type), operations(type));
            schemas.set(KindSchema.name(type), schema(type, models));
        }
        schemas.setAll(models.all());
        document.putObject("components").set("schemas", schemas);
        return document;
    }

    private static String objectPath(ResourceType type) {
        return (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural() + "/{name}";
    }

    private static ObjectNode operations(ResourceType type) {
        ObjectNode operations = JSON.objectNode();
        for (String operation : List.of("get", "put", "patch", "delete")) {
            ObjectNode node = operations.putObject(operation);
            node.putObject("responses").putObject("200").put("description", "OK");
            node.set("x-kubernetes-group-version-kind", KindSchema.groupVersionKind(type));
        }
        return operations;
    }

    private static ObjectNode schema(ResourceType type, ModelSchemas models) {
        JsonNode custom = type.schema();
        if (custom != null) {
            return KindSchema.custom(type, custom, models.reference(ObjectMeta.class));
        }
        Class<?> model = MODELS.getRegisteredKubernetesResource(type.apiVersion(), type.kind());
        return KindSchema.marked(type, models.inline(model));
    }
}
