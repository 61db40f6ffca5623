package io.fairlead.proxy.tcp;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a session whose client or server is silent for its timeout. One timer a session, set for the earlier of the two deadlines and
 * moved on when it fires: a byte that moves only costs the note of the time. The client is looked at first, as in HAProxy.
 */
final class IdleWatch {

    private final EventLoop loop;
    private final Side client;
    private final Side server;
    private final long clientTimeoutNanos;
    private final long serverTimeoutNanos;
    private final Consumer<Side> expired;
    private @Nullable Future<?> timer;

    /**
     * Creates a watch that has not started.
     *
     * @param clientTimeout {@code null} for none
     * @param serverTimeout {@code null} for none
     * @param expired is given the side that was silent, once
     */
    IdleWatch(
            EventLoop loop,
            Side client,
            @Nullable Duration clientTimeout,
            Side server,
            @Nullable Duration serverTimeout,
            Consumer<Side> expired) {
        this.loop = loop;
        this.client = client;
        this.server = server;
        clientTimeoutNanos = clientTimeout == null ? Long.MAX_VALUE : clientTimeout.toNanos();
        serverTimeoutNanos = serverTimeout == null ? Long.MAX_VALUE : serverTimeout.toNanos();
        this.expired = expired;
    }

    /** Looks at both sides, and again whenever one of them may have been silent for its timeout. */
    void check() {
        long now = loop.ticker().nanoTime();
        long clientLeft = left(clientTimeoutNanos, now - client.silentSince(now));
        long serverLeft = left(serverTimeoutNanos, now - server.silentSince(now));
        if (clientLeft <= 0) {
            expired.accept(client);
        } else if (serverLeft <= 0) {
            expired.accept(server);
        } else if (clientLeft < Long.MAX_VALUE || serverLeft < Long.MAX_VALUE) {
            timer = loop.schedule(this::check, Math.min(clientLeft, serverLeft), TimeUnit.NANOSECONDS);
        }
    }

    private static long left(long timeoutNanos, long silentNanos) {
        return timeoutNanos == Long.MAX_VALUE ? Long.MAX_VALUE : timeoutNanos - silentNanos;
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
