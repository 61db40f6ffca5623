package io.fairlead.proxy.backend;

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

    /** Connections to it at this moment, those being established included. */
    public ConnectionCount active() {
        return active;
    }

    /** Connections that wait for it, and for no other. */
    public ConnectionCount queued() {
        return queued;
    }

    /** Returns how many connections it has, those that wait for it included. */
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
