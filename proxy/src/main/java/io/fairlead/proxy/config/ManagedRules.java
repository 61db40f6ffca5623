package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What is different about a load balancer that the operator runs proxies for. */
final class ManagedRules {

    private static final FieldPath METADATA = FieldPath.ROOT.field("metadata");

    private ManagedRules() {}

    /** Returns a fault for each field that is missing of those that order configurations. */
    static List<String> versionFaults(ObjectNode resource) {
        List<String> faults = new ArrayList<>();
        expect(resource, "uid", "the uid of the GrpcLoadBalancer", faults);
        expect(resource, "generation", "the generation of the GrpcLoadBalancer", faults);
        return faults;
    }

    private static void expect(ObjectNode resource, String field, String expected, List<String> faults) {
        if (resource.path("metadata").path(field).isMissingNode()) {
            faults.add(METADATA.field(field).fault("missing", expected));
        }
    }

    static void removeAddresses(ObjectNode resource) {
        for (JsonNode listener : resource.at("/spec/listeners")) {
            ((ObjectNode) listener).remove("address");
        }
    }
}
