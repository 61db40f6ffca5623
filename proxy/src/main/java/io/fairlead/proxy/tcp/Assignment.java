package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Endpoint;

/** A session's place on an endpoint, which counts as one of its connections until it is released. */
final class Assignment {

    private final BackendPool pool;
    private final Endpoint endpoint;
    private boolean released;

    /** Takes a place on {@code endpoint}. */
    Assignment(BackendPool pool, Endpoint endpoint) {
        this.pool = pool;
        this.endpoint = endpoint;
        pool.stats().active().incrementAndGet();
        endpoint.stats().active().incrementAndGet();
    }

    BackendPool pool() {
        return pool;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Gives the place back; further calls do nothing. */
    void release() {
        if (!released) {
            released = true;
            pool.stats().active().decrementAndGet();
            endpoint.stats().active().decrementAndGet();
        }
    }
}
