package io.fairlead.proxy.transport;

import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one line of the log through in ten seconds, for what each connection may bring about. Any thread may use it. */
public final class LogLimit {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Ticker ticker;
    private final AtomicLong nextNanos;

    /** Creates one that lets the first line through. */
    public LogLimit() {
        this(Ticker.systemTicker());
    }

    LogLimit(Ticker ticker) {
        this.ticker = ticker;
        nextNanos = new AtomicLong(ticker.nanoTime());
    }

    /** Whether a line may be written now; who is told so writes it. */
    public boolean permits() {
        long now = ticker.nanoTime();
        long next = nextNanos.get();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + PAUSE_NANOS);
    }
}
