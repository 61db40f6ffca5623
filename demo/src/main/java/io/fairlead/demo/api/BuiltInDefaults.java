package io.fairlead.demo.api;

import static io.fairlead.demo.api.Defaults.each;
import static io.fairlead.demo.api.Defaults.in;
import static io.fairlead.demo.api.Defaults.set;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.discovery.ResourceType;
import java.util.Base64;
import java.util.Locale;

/** What the API fills in of objects of its own kinds, as far as clients lean on it. */
final class BuiltInDefaults {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private BuiltInDefaults() {}

    static void apply(ResourceType type, ObjectNode object) {
        switch (type.kind()) {
            case "CustomResourceDefinition" -> in(object, "spec", BuiltInDefaults::ofDefinition);
            case "Deployment" -> WorkloadDefaults.ofDeployment(object);
            case "EndpointSlice" -> each(object, "ports", BuiltInDefaults::ofNamedPort);
            case "Endpoints" ->
                each(object, "subsets", subset -> each(subset, "ports", port -> set(port, "protocol", "TCP")));
            case "Namespace" -> ofNamespace(object);
            case "Pod" -> PodDefaults.ofPod(object);
            case "ReplicaSet" -> WorkloadDefaults.ofReplicaSet(object);
            case "RoleBinding", "ClusterRoleBinding" -> ofBinding(object);
            case "Secret" -> ofSecret(object);
            case "Service" -> ServiceDefaults.ofService(object);
            default -> {}
        }
    }

    private static void ofDefinition(ObjectNode spec) {
        in(spec, "names", names -> {
            String kind = names.path("kind").asText();
            set(names, "singular", kind.toLowerCase(Locale.ROOT));
            set(names, "listKind", kind + "List");
        });
        set(Json.child(spec, "conversion"), "strategy", "None");
    }

    private static void ofNamedPort(ObjectNode port) {
        set(port, "name", "");
        set(port, "protocol", "TCP");
    }

    private static void ofNamespace(ObjectNode namespace) {
        Json.child(Metadata.of(namespace).node(), "labels")
                .put("kubernetes.io/metadata.name", Metadata.of(namespace).name());
        ObjectNode spec = Json.child(namespace, "spec");
        if (!spec.has("finalizers")) {
            spec.putArray("finalizers").add("kubernetes");
        }
        set(Json.child(namespace, "status"), "phase", "Active");
    }

    private static void ofBinding(ObjectNode binding) {
        in(binding, "roleRef", role -> set(role, "apiGroup", RBAC));
        each(binding, "subjects", subject -> {
            if (!subject.path("kind").asText().equals("ServiceAccount")) {
                set(subject, "apiGroup", RBAC);
            }
        });
    }

    private static void ofSecret(ObjectNode secret) {
        set(secret, "type", "Opaque");
        in(secret, "stringData", texts -> {
            ObjectNode data = Json.child(secret, "data");
            texts.properties()
                    .forEach(text -> data.put(
                            text.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(text.getValue().asText().getBytes(UTF_8))));
        });
        secret.remove("stringData");
    }
}
