package io.fairlead.proxy.transport;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.AbuseCounts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one listener; any thread may write and read them. */
public final class ListenerStats {

    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder connections = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder redispatches = new LongAdder();
    private final AtomicInteger activeRpcs = new AtomicInteger();
    private final LongAdder rpcs = new LongAdder();
    private final AbuseCounts abuse = new AbuseCounts();

    /** Filled once, and only read from then on. */
    private final Map<Rejection, LongAdder> rejected = new EnumMap<>(Rejection.class);

    /** Creates counters that are all 0. */
    public ListenerStats() {
        for (Rejection reason : Rejection.values()) {
            rejected.put(reason, new LongAdder());
        }
    }

    /** Connections from clients at this moment. */
    public AtomicInteger active() {
        return active;
    }

    /** Connections that got a session. */
    public LongAdder connections() {
        return connections;
    }

    /** Connections that got none, for that reason. */
    public LongAdder rejected(Rejection reason) {
        return Objects.requireNonNull(rejected.get(reason));
    }

    /** Bytes that clients sent. */
    public LongAdder bytesIn() {
        return bytesIn;
    }

    /** Bytes sent to clients. */
    public LongAdder bytesOut() {
        return bytesOut;
    }

    /** Attempts to connect to a server again, to the same or to another one. */
    public LongAdder retries() {
        return retries;
    }

    /** Those retries that went to another server. */
    public LongAdder redispatches() {
        return redispatches;
    }

    /** RPCs of clients at this moment, those that wait for a server included; always 0 in mode TCP, as are the next two. */
    public AtomicInteger activeRpcs() {
        return activeRpcs;
    }

    /** RPCs that clients began. */
    public LongAdder rpcs() {
        return rpcs;
    }

    /** How often clients went, in that way, beyond what they may do. */
    public LongAdder abuse(Abuse kind) {
        return abuse.of(kind);
    }

    /** Counts a connection that is over. */
    public void ended(int retriesOfIt, boolean redispatched) {
        active.decrementAndGet();
        retried(retriesOfIt, redispatched);
    }

    /** Counts the retries of a connection, or an RPC, that is over. */
    public void retried(int retriesOfIt, boolean redispatched) {
        retries.add(retriesOfIt);
        if (redispatched) {
            redispatches.increment();
        }
    }
}
