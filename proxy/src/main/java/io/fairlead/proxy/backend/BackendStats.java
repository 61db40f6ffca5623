package io.fairlead.proxy.backend;

import java.util.concurrent.atomic.AtomicInteger;

/** The counters of one backend; any thread may write and read them. */
public final class BackendStats {

    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();

    /** Connections that were given one of its endpoints and are not over. */
    public AtomicInteger active() {
        return active;
    }

    /** Connections that wait for any of its endpoints; those that wait for a certain one count there alone. */
    public AtomicInteger queued() {
        return queued;
    }
}
