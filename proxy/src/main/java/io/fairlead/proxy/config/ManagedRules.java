package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import java.util.ArrayList;
import java.util.List;

/** What is different about a load balancer that the operator runs proxies for. */
final class ManagedRules {

    private static final FieldPath METADATA = FieldPath.ROOT.field("metadata");
    private static final FieldPath LISTENERS = FieldPath.ROOT.field("spec").field("listeners");

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

    /** Returns a fault for each listener that wants the port that the proxy itself is asked at. */
    static List<String> portFaults(GrpcLoadBalancerSpec spec, int adminPort) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < spec.listeners().size(); i++) {
            if (spec.listeners().get(i).port() == adminPort) {
                faults.add(LISTENERS
                        .item(i)
                        .field("port")
                        .fault(Integer.toString(adminPort), "another port than the proxy's admin port"));
            }
        }
        return faults;
    }

    static void removeAddresses(ObjectNode resource) {
        for (JsonNode listener : resource.at("/spec/listeners")) {
            ((ObjectNode) listener).remove("address");
        }
    }
}
