package io.fairlead.proxy.grpc;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ends RPCs of a connection on which one side was silent for its timeout. One timer a connection, which runs while there are RPCs: a frame that comes
 * costs only the note of the time.
 */
final class SilenceWatch {

    private final Http2Connection connection;
    private final long timeoutNanos;
    private final ToLongFunction<Exchange> silentSince;
    private final Consumer<Exchange> expired;
    private @Nullable Future<?> timer;

    /**
     * Creates one that watches nothing yet.
     *
     * @param timeout {@code null}: for ever
     * @param silentSince since when the side has done nothing of what is expected of it
     * @param expired is given each that it was silent on
     */
    SilenceWatch(
            Http2Connection connection,
            @Nullable Duration timeout,
            ToLongFunction<Exchange> silentSince,
            Consumer<Exchange> expired) {
        this.connection = connection;
        this.timeoutNanos = timeout == null ? Long.MAX_VALUE : timeout.toNanos();
        this.silentSince = silentSince;
        this.expired = expired;
    }

    /** Watches while there are RPCs, one of which has just begun. */
    void watch() {
        if (timer == null && timeoutNanos != Long.MAX_VALUE) {
            timer = connection.loop().eventLoop().schedule(this::look, timeoutNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        timer = null;
        long next = timeoutNanos;
        for (Exchange exchange : connection.exchanges()) {
            long left = timeoutNanos - (connection.now() - silentSince.applyAsLong(exchange));
            if (left <= 0) {
                expired.accept(exchange);
            } else {
                next = Math.min(next, left);
            }
        }
        if (connection.exchangeCount() > 0) {
            timer = connection.loop().eventLoop().schedule(this::look, next, TimeUnit.NANOSECONDS);
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
