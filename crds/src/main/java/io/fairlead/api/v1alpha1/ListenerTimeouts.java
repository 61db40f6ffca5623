package io.fairlead.api.v1alpha1;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a listener waits for its clients.
 *
 * @param client the longest inactivity on the client's side while it is expected to send or to take data, in mode GRPC for each RPC; omitted: no limit
 * @param clientFin as {@code client}, once one direction is closed, without effect in mode GRPC; omitted: as {@code client}
 */
public record ListenerTimeouts(
        @Nullable @DurationString @Haproxy("timeout client") Duration client,

        @Nullable @DurationString @Haproxy("timeout client-fin")
        Duration clientFin) {}
