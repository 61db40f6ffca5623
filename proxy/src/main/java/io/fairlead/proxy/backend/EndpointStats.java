package io.fairlead.proxy.backend;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.AbuseCounts;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counters of one endpoint; any thread may write and read them. */
public final class EndpointStats {

    private final AtomicReference<@Nullable Runnable> observer = new AtomicReference<>();
    private final ConnectionCount active = new ConnectionCount(this::loadChanged);
    private final ConnectionCount queued = new ConnectionCount(this::loadChanged);
    private final LongAdder connections = new LongAdder();
    private final LongAdder connectErrors = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder rpcs = new LongAdder();

    /** {@code null} before the first abuse: most endpoints, of which there may be thousands, never have any. */
    private final AtomicReference<@Nullable AbuseCounts> abuse = new AtomicReference<>();

    /** Connections to it at this moment, those being established included; in mode GRPC its RPCs, those that wait for a stream included. */
    public ConnectionCount active() {
        return active;
    }

    /** Connections, or RPCs, that wait for it, and for no other. */
    public ConnectionCount queued() {
        return queued;
    }

    /** Returns how many connections, or RPCs, it has, those that wait for it included. */
    public int load() {
        return active.get() + queued.get();
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

    /** RPCs that it was sent. */
    public LongAdder rpcs() {
        return rpcs;
    }

    /** Returns the counter of how often it went, in that way, beyond what it may do; who only reads asks {@link #abused}. */
    public LongAdder abuse(Abuse kind) {
        AbuseCounts known = abuse.get();
        if (known == null) {
            abuse.compareAndSet(null, new AbuseCounts());
            known = Objects.requireNonNull(abuse.get());
        }
        return known.of(kind);
    }

    /** Returns how often it went, in that way, beyond what it may do. */
    public long abused(Abuse kind) {
        AbuseCounts known = abuse.get();
        return known == null ? 0 : known.of(kind).sum();
    }

    /** Whether it ever went beyond what it may do. */
    public boolean abusive() {
        return abuse.get() != null;
    }

    /** Has {@code newObserver}, in the place of any other, called after each change of {@link #load}, on the thread that made it. */
    public void observeLoad(Runnable newObserver) {
        observer.set(newObserver);
    }

    /** Has {@code oldObserver} called no more; does nothing where another one has taken its place. */
    public void ignoreLoad(Runnable oldObserver) {
        observer.compareAndSet(oldObserver, null);
    }

    private void loadChanged() {
        Runnable current = observer.get();
        if (current != null) {
            current.run();
        }
    }
}
