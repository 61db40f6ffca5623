package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A port that clients connect to.
 *
 * @param name what logs, metrics and the status call it; unique among the listeners
 * @param address the address to bind when run from a file, IPv4 or IPv6; omitted: all addresses of both families. In a pod always all
 * @param port the port to bind, unique among the listeners
 * @param mode how it treats what clients send; omitted: {@link ListenerMode#TCP}
 * @param backend the name of the backend that serves it, required where there are several; omitted: the only one
 * @param maxConnections how many connections it serves at a time; further clients wait in the kernel's backlog. Omitted: no limit but the
 *     process's file descriptors
 * @param timeouts how long its clients are waited for; omitted: for ever
 */
public record Listener(
        @Required @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63) @Haproxy("frontend NAME")
        String name,

        @Nullable @Size(min = 2, max = 45) @Haproxy("bind ADDRESS:PORT")
        String address,

        @Required @Min(1) @Max(65535) @Haproxy("bind ADDRESS:PORT")
        int port,

        @Nullable @Haproxy("mode") ListenerMode mode,

        @Nullable @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63) @Haproxy("default_backend")
        String backend,

        @Nullable @Min(1) @Max(1_000_000) @Haproxy("maxconn")
        Integer maxConnections,

        @Nullable @Haproxy("timeout") ListenerTimeouts timeouts) {

    /** Returns how many connections it may serve at a time, {@link Integer#MAX_VALUE} where nothing limits it. */
    public int maxConnectionsOrUnlimited() {
        return maxConnections == null ? Integer.MAX_VALUE : maxConnections;
    }

    /** Returns how long the client may be silent while it is expected to send or to take data; {@code null}: for ever. */
    public @Nullable Duration clientTimeout() {
        return timeouts == null ? null : timeouts.client();
    }
}
