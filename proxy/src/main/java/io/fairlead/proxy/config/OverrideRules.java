package io.fairlead.proxy.config;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointOverride;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that overrides are of servers that exist: to compare each override with each server is more than the API server's rules may cost. */
final class OverrideRules {

    private OverrideRules() {}

    /** Returns a fault for each override of a server that its backend has not. */
    static List<String> serverFaults(GrpcLoadBalancerSpec spec) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < spec.backends().size(); i++) {
            FieldPath path =
                    FieldPath.ROOT.field("spec").field("backends").item(i).field("overrides");
            addFaults(path, spec.backends().get(i), faults);
        }
        return faults;
    }

    private static void addFaults(FieldPath path, Backend backend, List<String> faults) {
        Set<String> names = backend.serversOrNone().stream().map(Server::name).collect(Collectors.toSet());
        List<EndpointOverride> overrides = backend.overridesOrNone();
        for (int i = 0; i < overrides.size(); i++) {
            String server = overrides.get(i).server();
            if (server != null && !names.contains(server)) {
                faults.add(path.item(i)
                        .field("server")
                        .fault(ValueText.of(server), "the name of a server of the backend"));
            }
        }
    }
}
