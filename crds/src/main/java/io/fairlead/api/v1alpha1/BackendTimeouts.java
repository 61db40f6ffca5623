package io.fairlead.api.v1alpha1;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a backend's servers are waited for.
 *
 * @param connect how long a connection may take to be established, at each attempt; omitted: 5s
 * @param queue how long a connection, or an RPC in mode GRPC, may wait for a server that is not full; omitted: as {@code connect}
 * @param server the longest inactivity on the server's side while it is expected to send or to take data, in mode GRPC for each RPC; omitted: no limit
 * @param serverFin as {@code server}, once one direction is closed, without effect in mode GRPC; omitted: as {@code server}
 * @param tunnel the longest inactivity of either side once the server is connected to, in place of {@code server} and the listener's {@code client}, without effect
 *     in mode GRPC; omitted: those apply
 */
public record BackendTimeouts(
        @Nullable @DurationString @Haproxy("timeout connect")
        Duration connect,

        @Nullable @DurationString @Haproxy("timeout queue") Duration queue,
        @Nullable @DurationString @Haproxy("timeout server") Duration server,

        @Nullable @DurationString @Haproxy("timeout server-fin")
        Duration serverFin,

        @Nullable @DurationString @Haproxy("timeout tunnel") Duration tunnel) {

    static final BackendTimeouts DEFAULT = new BackendTimeouts(null, null, null, null, null);

    private static final Duration DEFAULT_CONNECT = Duration.ofSeconds(5);

    Duration connectOrDefault() {
        return connect == null ? DEFAULT_CONNECT : connect;
    }

    Duration queueOrDefault() {
        return queue == null ? connectOrDefault() : queue;
    }
}
