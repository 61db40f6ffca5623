package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.ApiException.Cause;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many there are of something, as the scale subresource shows it: where in the object that stands is the kind's own matter.
 *
 * @param replicas how many are wanted
 * @param statusReplicas how many there are
 * @param selector selects them: as text, or as objects hold it
 */
record Scale(List<String> replicas, List<String> statusReplicas, List<String> selector) {

    private static final Scale OF_WORKLOADS =
            new Scale(List.of("spec", "replicas"), List.of("status", "replicas"), List.of("spec", "selector"));

    /**
     * Returns that of the target's kind.
     *
     * @param definition that defines it; a missing node for the API's own kinds
     */
    static Scale of(Target target, JsonNode definition) {
        if (!target.isCustom()) {
            return OF_WORKLOADS;
        }
        for (JsonNode version : definition.at("/spec/versions")) {
            if (version.path("name").asText().equals(target.type().version())) {
                JsonNode scale = version.at("/subresources/scale");
                return new Scale(
                        path(scale.path("specReplicasPath")),
                        path(scale.path("statusReplicasPath")),
                        path(scale.path("labelSelectorPath")));
            }
        }
        throw ApiException.noSuchResource();
    }

    private static List<String> path(JsonNode text) {
        return text.asText().isEmpty()
                ? List.of()
                : List.of(text.asText().substring(1).split("\\."));
    }

    /** Returns the Scale object of {@code object}. */
    ObjectNode read(ObjectNode object) {
        Metadata metadata = Metadata.of(object);
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode scaleMetadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            if (metadata.node().has(field)) {
                scaleMetadata.set(field, metadata.node().get(field));
            }
        }
        scale.putObject("spec").put("replicas", at(object, replicas).asInt());
        ObjectNode status = scale.putObject("status")
                .put("replicas", at(object, statusReplicas).asInt());
        JsonNode selected = at(object, selector);
        String text = selected.isObject() ? text(selected) : selected.asText();
        if (!text.isEmpty()) {
            status.put("selector", text);
        }
        return scale;
    }

    /** Returns {@code object} with as many wanted as {@code scale} says. */
    ObjectNode write(Target target, ObjectNode scale, ObjectNode object) {
        JsonNode wanted = scale.at("/spec/replicas");
        if ((!wanted.isMissingNode() && !wanted.isInt()) || wanted.asInt() < 0) {
            throw ApiException.invalid(
                    "Scale",
                    target.key().ref(),
                    List.of(Cause.invalid("spec.replicas", wanted, "must be greater than or equal to 0")));
        }
        String version = scale.at("/metadata/resourceVersion").asText();
        ObjectNode scaled = object.deepCopy();
        if (!version.isEmpty()) {
            Metadata.of(scaled).node().put("resourceVersion", version);
        }
        ObjectNode parent = scaled;
        for (String field : replicas.subList(0, replicas.size() - 1)) {
            parent = Json.child(parent, field);
        }
        parent.put(replicas.getLast(), wanted.asInt());
        return scaled;
    }

    private static JsonNode at(JsonNode object, List<String> path) {
        JsonNode found = object;
        for (String field : path) {
            found = found.path(field);
        }
        return found;
    }

    private static String text(JsonNode selector) {
        return selector.path("matchLabels").properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText())
                .collect(Collectors.joining(","));
    }
}
