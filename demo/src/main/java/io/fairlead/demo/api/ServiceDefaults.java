package io.fairlead.demo.api;

import static io.fairlead.demo.api.Defaults.each;
import static io.fairlead.demo.api.Defaults.set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the API fills in of Services, but for their addresses. */
final class ServiceDefaults {

    private ServiceDefaults() {}

    static void ofService(ObjectNode service) {
        ObjectNode spec = Json.child(service, "spec");
        set(spec, "type", "ClusterIP");
        set(spec, "sessionAffinity", "None");
        each(spec, "ports", ServiceDefaults::ofPort);
        String type = spec.path("type").asText();
        if (type.equals("ExternalName")) {
            return;
        }
        set(spec, "internalTrafficPolicy", "Cluster");
        set(spec, "ipFamilyPolicy", "SingleStack");
        if (!spec.has("ipFamilies")) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        if (!type.equals("ClusterIP")) {
            set(spec, "externalTrafficPolicy", "Cluster");
        }
    }

    private static void ofPort(ObjectNode port) {
        set(port, "protocol", "TCP");
        if (!port.hasNonNull("targetPort") && port.has("port")) {
            port.set("targetPort", port.get("port"));
        }
    }
}
