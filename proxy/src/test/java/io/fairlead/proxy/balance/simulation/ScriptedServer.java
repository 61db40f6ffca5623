package io.fairlead.proxy.balance.simulation;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointHealth;
import io.fairlead.proxy.backend.EndpointSettings;
import io.fairlead.proxy.backend.SlowStart;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/** A server that is there, and is up, at the times that a script says; times are milliseconds since the start. */
final class ScriptedServer {

    /** How long a connection to a server lasts on average, where its script says nothing else. */
    private static final double USUAL = 1;

    private final Endpoint endpoint;
    private final LongPredicate there;
    private final SlowStart slowStart;
    private LongPredicate up = now -> true;
    private int weight = 1;
    private double slowness = USUAL;

    ScriptedServer(Endpoint endpoint, LongPredicate there) {
        this.endpoint = endpoint;
        this.there = there;
        slowStart = new SlowStart(there.test(0));
    }

    ScriptedServer weight(int value) {
        weight = value;
        return this;
    }

    /** Has its connections last so many times as long as others'. */
    ScriptedServer slowness(double value) {
        slowness = value;
        return this;
    }

    ScriptedServer upWhile(LongPredicate value) {
        up = value;
        return this;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    double slowness() {
        return slowness;
    }

    boolean isThere(long now) {
        return there.test(now);
    }

    boolean isUp(long now) {
        return up.test(now);
    }

    Member member(long now, Duration slowStartLength, int limit) {
        EndpointState state = isUp(now) ? EndpointState.Up : EndpointState.Down;
        return new Member(
                endpoint,
                new EndpointSettings(weight, false, AdministrativeState.Ready, limit),
                new EndpointHealth(state, null, null, Instant.EPOCH),
                slowStart.throttle(isUp(now), slowStartLength, TimeUnit.MILLISECONDS.toNanos(now)));
    }
}
