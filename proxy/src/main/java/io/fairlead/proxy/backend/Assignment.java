package io.fairlead.proxy.backend;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection's place on an endpoint, which counts as one of the endpoint's and of its backend's connections until it is released. Only
 * one thread may use it at a time.
 */
public final class Assignment implements Placement.Settled {

    private final BackendPool pool;
    private final Endpoint endpoint;
    private boolean released;

    private Assignment(BackendPool pool, Endpoint endpoint) {
        this.pool = pool;
        this.endpoint = endpoint;
    }

    /** Takes a place on a candidate of {@code pool}; returns {@code null} where it or the backend has as many connections as it may. */
    static @Nullable Assignment take(BackendPool pool, Candidate candidate) {
        Endpoint endpoint = candidate.endpoint();
        if (!endpoint.stats().active().incrementWithin(candidate.maxConnections())) {
            return null;
        }
        if (!incrementWithin(
                pool.config().maxConnectionsOrUnlimited(), pool.stats().active())) {
            endpoint.stats().active().decrementAndGet();
            return null;
        }
        return new Assignment(pool, endpoint);
    }

    private static boolean incrementWithin(int limit, AtomicInteger count) {
        if (limit == Integer.MAX_VALUE) {
            count.incrementAndGet();
            return true;
        }
        int before = count.get();
        while (before < limit) {
            int witness = count.compareAndExchange(before, before + 1);
            if (witness == before) {
                return true;
            }
            before = witness;
        }
        return false;
    }

    /** Returns the snapshot that it was taken in. */
    public BackendPool pool() {
        return pool;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Whether it has not been released. */
    public boolean isHeld() {
        return !released;
    }

    /** Gives the place back, to who waits for it if anybody does; further calls do nothing. */
    public void release() {
        if (!released) {
            released = true;
            pool.stats().active().decrementAndGet();
            endpoint.stats().active().decrementAndGet();
            pool.queue().freed(endpoint);
        }
    }
}
