package io.fairlead.proxy.config;

import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.ServiceReference;
import java.util.ArrayList;
import java.util.List;

/** Checks what only a proxy that runs from a file asks of a load balancer. */
final class StandaloneRules {

    private static final FieldPath BACKENDS = FieldPath.ROOT.field("spec").field("backends");

    private StandaloneRules() {}

    /** Returns a fault for each backend that needs a cluster. */
    static List<String> serviceFaults(GrpcLoadBalancerSpec spec) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < spec.backends().size(); i++) {
            ServiceReference service = spec.backends().get(i).service();
            if (service != null) {
                String expected = "servers; a Service can only be resolved in a cluster";
                faults.add(BACKENDS.item(i).field("service").fault(ValueText.of(service.name()), expected));
            }
        }
        return faults;
    }
}
