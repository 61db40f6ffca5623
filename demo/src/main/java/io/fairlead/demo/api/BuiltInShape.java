package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.Collectors;

/** Sees that objects of the API's own kinds can be read as such: one that cannot would stop every client that watches it. */
final class BuiltInShape {

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    /** Throws {@link ApiException} where a field is of another type. */
    void check(ObjectNode object) {
        Class<? extends KubernetesResource> type = serialization.getRegisteredKubernetesResource(
                object.path("apiVersion").asText(), object.path("kind").asText());
        if (type == null) {
            return;
        }
        try {
            serialization.convertValue(object, type);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("%s in version \"%s\" cannot be handled as a %s: %s"
                    .formatted(
                            object.path("kind").asText(),
                            object.path("apiVersion").asText(),
                            type.getSimpleName(),
                            e.getCause() instanceof JsonMappingException fault ? text(fault) : e.getMessage()));
        }
    }

    private static String text(JsonMappingException fault) {
        String path = fault.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return (path.startsWith(".") ? path.substring(1) : path) + ": " + fault.getOriginalMessage();
    }
}
