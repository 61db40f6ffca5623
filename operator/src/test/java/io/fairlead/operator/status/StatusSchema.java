package io.fairlead.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the API server holds a status to: the schema of the CustomResourceDefinition, and the keys of its lists, which have to be unique. */
final class StatusSchema {

    private static final String CRD = "grpcloadbalancers.fairlead.io.yaml";
    private static final String LIST_KEYS = "x-kubernetes-list-map-keys";

    private static final KubernetesSerialization OBJECTS = new KubernetesSerialization();
    private static final JsonNode SCHEMA = read();
    private static final JsonSchema VALIDATOR = validator();

    private StatusSchema() {}

    /** Returns what is wrong with {@code status}, a line each. */
    static List<String> faults(GrpcLoadBalancerStatus status) {
        JsonNode tree = OBJECTS.convertValue(status, JsonNode.class);
        List<String> faults = new ArrayList<>(VALIDATOR.validate(tree).stream()
                .map(ValidationMessage::getMessage)
                .toList());
        findRepeatedKeys(tree, SCHEMA, faults);
        return faults;
    }

    private static void findRepeatedKeys(JsonNode value, JsonNode schema, List<String> faults) {
        value.properties()
                .forEach(field -> findRepeatedKeys(
                        field.getValue(), schema.path("properties").path(field.getKey()), faults));
        if (!value.isArray()) {
            return;
        }
        Set<String> keys = new HashSet<>();
        for (JsonNode item : value) {
            schema.path(LIST_KEYS).forEach(key -> {
                if (!keys.add(item.path(key.asText()).asText())) {
                    faults.add("repeated " + key.asText() + ": " + item);
                }
            });
            findRepeatedKeys(item, schema.path("items"), faults);
        }
    }

    private static JsonSchema validator() {
        ObjectNode plain = SCHEMA.deepCopy();
        makeStrict(plain);
        return JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(
                        plain,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    /** The API server drops fields that it does not know: here they are faults. */
    private static void makeStrict(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getKey().startsWith("x-kubernetes-"));
            if (object.path("properties").isObject()) {
                object.put("additionalProperties", false);
                object.path("properties").forEach(StatusSchema::makeStrict);
            }
            makeStrict(object.path("items"));
        }
    }

    private static JsonNode read() {
        try (InputStream crd = GrpcLoadBalancer.class.getResourceAsStream(CRD)) {
            return new YAMLMapper().readTree(crd).at("/spec/versions/0/schema/openAPIV3Schema/properties/status");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
