package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.ApiException.Cause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to hold of objects of the API's own kinds for the rest of a cluster to work with them. */
final class BuiltInRules {

    private static final int LAST_PORT = 65535;
    private static final String IMMUTABLE = "field is immutable";

    private final List<Cause> causes = new ArrayList<>();

    private BuiltInRules() {}

    /** Throws {@link ApiException} where something does not. */
    static void check(Target target, ObjectNode object, @Nullable ObjectNode current) {
        BuiltInRules rules = new BuiltInRules();
        switch (target.type().kind()) {
            case "CustomResourceDefinition" -> rules.definition(object);
            case "Deployment", "ReplicaSet" -> rules.workload(object.path("spec"), current);
            case "Pod" -> rules.pod("spec", object.path("spec"));
            case "Service" -> rules.service(object.path("spec"));
            default -> {}
        }
        if (!rules.causes.isEmpty()) {
            throw target.invalid(Metadata.of(object).name(), rules.causes);
        }
    }

    private void definition(ObjectNode definition) {
        String expected = definition.at("/spec/names/plural").asText() + "."
                + definition.at("/spec/group").asText();
        String name = Metadata.of(definition).name();
        if (!name.equals(expected)) {
            causes.add(
                    Cause.invalid("metadata.name", "\"" + name + "\"", "must be spec.names.plural+\".\"+spec.group"));
        }
    }

    private void workload(JsonNode spec, @Nullable ObjectNode current) {
        int replicas = spec.path("replicas").asInt();
        if (replicas < 0) {
            causes.add(Cause.invalid("spec.replicas", replicas, "must be greater than or equal to 0"));
        }
        JsonNode selector = spec.path("selector");
        JsonNode labels = spec.at("/template/metadata/labels");
        if (selector.isEmpty()) {
            causes.add(Cause.required("spec.selector", ""));
        } else if (!LabelSelector.of(selector).test(labels)) {
            causes.add(Cause.invalid(
                    "spec.template.metadata.labels",
                    Json.write(labels.isMissingNode() ? Json.object() : labels),
                    "`selector` does not match template `labels`"));
        }
        if (current != null && !current.at("/spec/selector").equals(selector)) {
            causes.add(Cause.invalid("spec.selector", Json.write(selector), IMMUTABLE));
        }
        pod("spec.template.spec", spec.at("/template/spec"));
    }

    private void pod(String path, JsonNode spec) {
        JsonNode containers = spec.path("containers");
        if (containers.isEmpty()) {
            causes.add(Cause.required(path + ".containers", ""));
        }
        for (int i = 0; i < containers.size(); i++) {
            for (String field : List.of("name", "image")) {
                if (containers.get(i).path(field).asText().isEmpty()) {
                    causes.add(Cause.required("%s.containers[%d].%s".formatted(path, i, field), ""));
                }
            }
        }
    }

    private void service(JsonNode spec) {
        JsonNode ports = spec.path("ports");
        boolean needsPorts = !spec.path("type").asText().equals("ExternalName")
                && !spec.path("clusterIP").asText().equals("None");
        if (needsPorts && ports.isEmpty()) {
            causes.add(Cause.required("spec.ports", ""));
        }
        for (int i = 0; i < ports.size(); i++) {
            JsonNode port = ports.get(i);
            int number = port.path("port").asInt();
            if (number < 1 || number > LAST_PORT) {
                causes.add(Cause.invalid(
                        "spec.ports[%d].port".formatted(i), number, "must be between 1 and 65535, inclusive"));
            }
            if (ports.size() > 1 && port.path("name").asText().isEmpty()) {
                causes.add(Cause.required("spec.ports[%d].name".formatted(i), ""));
            }
        }
    }
}
