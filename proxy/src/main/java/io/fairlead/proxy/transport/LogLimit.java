package io.fairlead.proxy.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one line of the log through in ten seconds, for what each connection may bring about. Any thread may use it. */
public final class LogLimit {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    /** Whether a line may be written now; who is told so writes it. */
    public boolean permits() {
        long now = System.nanoTime();
        long next = nextNanos.get();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + PAUSE_NANOS);
    }
}
