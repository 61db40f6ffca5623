package io.fairlead.api.v1alpha1;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** The names by which the operator and the proxies that it runs find what belongs to a load balancer. */
public final class ManagedNames {

    /** The label of all that belongs to a load balancer; its value is the load balancer's name. */
    public static final String NAME_LABEL = "fairlead.io/name";

    /** The key of the ConfigMap under which the load balancer itself stands, in YAML. */
    public static final String CONFIG_KEY = "grpcloadbalancer.yaml";

    private static final String SUFFIX = "-lb";

    private ManagedNames() {}

    /** Returns the name of each object that the operator owns for {@code loadBalancer}. */
    public static String owned(HasMetadata loadBalancer) {
        return loadBalancer.getMetadata().getName() + SUFFIX;
    }

    /** Returns the name of the load balancer whose objects have the name {@code owned}. */
    public static String loadBalancer(String owned) {
        return owned.endsWith(SUFFIX) ? owned.substring(0, owned.length() - SUFFIX.length()) : owned;
    }
}
