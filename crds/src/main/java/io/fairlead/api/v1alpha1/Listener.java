package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A port that clients connect to; HAProxy's {@code frontend} with its {@code bind}.
 *
 * @param name unique among the listeners; a DNS label
 * @param address the address to bind when run from a file, IPv4 or IPv6; omitted: all addresses of both families. In a pod always all
 * @param port 1-65535, unique among the listeners
 * @param mode how it treats what clients send; omitted: {@link ListenerMode#TCP}
 * @param backend the name of the backend that serves it; may be omitted where there is exactly one
 * @param maxConnections how many connections it serves at a time, 1-1000000; further clients wait in the kernel's backlog. Omitted: no limit but the
 *     process's file descriptors
 * @param timeouts how long its clients are waited for; omitted: for ever
 */
public record Listener(
        @Required @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63)
        String name,

        @Nullable @Size(min = 2, max = 45) String address,
        @Required @Min(1) @Max(65535) int port,
        @Nullable ListenerMode mode,

        @Nullable @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63)
        String backend,

        @Nullable @Min(1) @Max(1_000_000) Integer maxConnections,
        @Nullable ListenerTimeouts timeouts) {

    /** Returns how many connections it may serve at a time, {@link Integer#MAX_VALUE} where nothing limits it. */
    public int maxConnectionsOrUnlimited() {
        return maxConnections == null ? Integer.MAX_VALUE : maxConnections;
    }

    /** Returns how long the client may be silent while it is expected to send or to take data; {@code null}: for ever. */
    public @Nullable Duration clientTimeout() {
        return timeouts == null ? null : timeouts.client();
    }
}
