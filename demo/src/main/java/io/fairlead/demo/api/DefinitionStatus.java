package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** The status of a CustomResourceDefinition: it is in effect as soon as it is there. */
final class DefinitionStatus {

    private DefinitionStatus() {}

    static void set(ObjectNode definition) {
        JsonNode spec = definition.path("spec");
        ObjectNode status = Json.child(definition, "status");
        Set<String> stored = new TreeSet<>();
        status.path("storedVersions").forEach(version -> stored.add(version.asText()));
        spec.path("versions").forEach(version -> {
            if (version.path("storage").asBoolean()) {
                stored.add(version.path("name").asText());
            }
        });
        status.set("acceptedNames", spec.path("names").deepCopy());
        stored.forEach(status.putArray("storedVersions")::add);
        String since = Metadata.of(definition).node().path("creationTimestamp").asText();
        ArrayNode conditions = status.putArray("conditions");
        add(conditions, "NamesAccepted", "NoConflicts", "no conflicts found", since);
        add(conditions, "Established", "InitialNamesAccepted", "the initial names have been accepted", since);
    }

    private static void add(ArrayNode conditions, String type, String reason, String message, String since) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", since);
    }
}
