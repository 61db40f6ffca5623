package io.fairlead.proxy.testing;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** An event loop on which time passes only when it is told to. Its tasks run on the caller's thread, each at its own time. */
public final class VirtualLoop {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MockTicker ticker = Ticker.newMockTicker();
    private final long startNanos = ticker.nanoTime();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();

    public EventLoop executor() {
        return channel.eventLoop();
    }

    /** Returns a clock that shows {@link #START} at first. */
    public InstantSource clock() {
        return () -> START.plus(elapsed());
    }

    /** Returns how much time has passed. */
    public Duration elapsed() {
        return Duration.ofNanos(ticker.nanoTime() - startNanos);
    }

    /** Lets {@code time} pass. */
    public void advance(Duration time) {
        long left = time.toNanos();
        for (long next = runDue(); next >= 0 && next <= left; next = runDue()) {
            ticker.advance(next, TimeUnit.NANOSECONDS);
            left -= next;
        }
        ticker.advance(left, TimeUnit.NANOSECONDS);
    }

    /** Returns how many nanoseconds are left until the next task, or -1 where there is none. */
    private long runDue() {
        long next;
        do {
            channel.runPendingTasks();
            next = channel.runScheduledPendingTasks();
        } while (channel.hasPendingTasks());
        return next;
    }
}
