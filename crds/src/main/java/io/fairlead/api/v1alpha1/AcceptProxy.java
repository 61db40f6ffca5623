package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The PROXY protocol from clients, version 1 and 2. A connection from a trusted network has to begin with its header, and counts as one from the
 * address in it; one from anywhere else must not, and what looks like a header there is relayed as data.
 *
 * @param trustedNetworks the networks of the load balancers in front
 * @param timeout how long the header may take to come; omitted: 3s
 */
public record AcceptProxy(
        @Required @Size(min = 1, max = 100) @Haproxy("tcp-request connection expect-proxy layer4 if { src NETWORKS }")
        List<@Pattern(Patterns.NETWORK) @Size(max = 49) String> trustedNetworks,

        @Nullable @DurationString @Haproxy(Haproxy.NONE) Duration timeout) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

    public Duration timeoutOrDefault() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }
}
