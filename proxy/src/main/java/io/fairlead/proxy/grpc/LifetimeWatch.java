package io.fairlead.proxy.grpc;

import io.fairlead.api.v1alpha1.ConnectionLifetime;
import io.fairlead.proxy.tcp.Lifetime;
import io.fairlead.proxy.tcp.MovingDeadline;
import io.fairlead.proxy.tcp.Termination;
import java.util.random.RandomGenerator;

/**
 * Ends a client's connection that is older, or without an RPC for longer, than its listener's {@code lifetime} allows: it is told to go, and ended
 * once the grace is over (gRFC A9).
 */
final class LifetimeWatch {

    private final ClientConnection connection;
    private final Lifetime lifetime;
    private final MovingDeadline deadline;
    private final MovingDeadline grace;
    private long leavingNanos;

    LifetimeWatch(ClientConnection connection, ConnectionLifetime config, RandomGenerator random) {
        this.connection = connection;
        lifetime = Lifetime.of(config, random);
        deadline = connection.deadline(this::leftNanos, this::leave);
        grace = connection.deadline(this::graceLeftNanos, () -> connection.end(Termination.LIFETIME_DATA));
    }

    void start() {
        deadline.watch();
    }

    private long leftNanos() {
        long ofAge = lifetime.maxAgeNanos() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : lifetime.maxAgeNanos() - connection.ageNanos();
        long ofIdle = lifetime.maxIdleNanos() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : lifetime.maxIdleNanos() - connection.idleNanos();
        return Math.min(ofAge, ofIdle);
    }

    private void leave() {
        leavingNanos = connection.now();
        connection.leave();
        grace.watch();
    }

    private long graceLeftNanos() {
        return lifetime.graceNanos() - (connection.now() - leavingNanos);
    }

    void stop() {
        deadline.stop();
        grace.stop();
    }
}
