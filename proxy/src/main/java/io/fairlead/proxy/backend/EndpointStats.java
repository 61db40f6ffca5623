package io.fairlead.proxy.backend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one endpoint; any thread may write and read them. */
public final class EndpointStats {

    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder connections = new LongAdder();
    private final LongAdder connectErrors = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    /** Connections to it at this moment, those being established included. */
    public AtomicInteger active() {
        return active;
    }

    /** Connections that were established. */
    public LongAdder connections() {
        return connections;
    }

    /** Attempts to connect that failed or timed out; probes do not count. */
    public LongAdder connectErrors() {
        return connectErrors;
    }

    /** Bytes sent to it. */
    public LongAdder bytesIn() {
        return bytesIn;
    }

    /** Bytes that it sent. */
    public LongAdder bytesOut() {
        return bytesOut;
    }
}
