package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Where clients reach a load balancer.
 *
 * @param type what the value is
 * @param value a host name or an IP address
 */
@Haproxy(Haproxy.NONE)
public record LoadBalancerAddress(
        @Required Type type, @Required @Size(max = 253) String value) {

    /** The kinds of address. */
    @Haproxy(Haproxy.NONE)
    public enum Type {
        /** A name for DNS to resolve. */
        Hostname,
        /** An IPv4 or IPv6 address. */
        IPAddress
    }
}
