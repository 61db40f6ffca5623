package io.fairlead.api.v1alpha1;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a backend's servers are waited for.
 *
 * @param connect how long a connection may take to be established, at each attempt; omitted: 5s
 * @param server the longest inactivity on the server's side while it is expected to send or to take data; omitted: no limit
 */
public record BackendTimeouts(
        @Nullable @DurationString @Haproxy("timeout connect")
        Duration connect,

        @Nullable @DurationString @Haproxy("timeout server") Duration server) {

    static final BackendTimeouts DEFAULT = new BackendTimeouts(null, null);

    private static final Duration DEFAULT_CONNECT = Duration.ofSeconds(5);

    Duration connectOrDefault() {
        return connect == null ? DEFAULT_CONNECT : connect;
    }
}
