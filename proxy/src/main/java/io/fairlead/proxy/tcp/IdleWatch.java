package io.fairlead.proxy.tcp;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a session whose client or server is silent for its timeout. One timer a session, set for the earlier of the two deadlines and
 * moved on when it fires: a byte that moves only costs the note of the time, and so does a direction that is closed, unless a deadline is
 * earlier for that. The client is looked at first, as in HAProxy.
 */
final class IdleWatch {

    private final EventLoop loop;
    private final Side client;
    private final SideTimeouts clientTimeouts;
    private final Side server;
    private final SideTimeouts serverTimeouts;
    private final Consumer<Side> expired;
    private @Nullable Future<?> timer;
    private long timerNanos;
    private boolean stopped;

    /**
     * Creates a watch that has not started.
     *
     * @param expired is given the side that was silent, once
     */
    IdleWatch(
            EventLoop loop,
            Side client,
            SideTimeouts clientTimeouts,
            Side server,
            SideTimeouts serverTimeouts,
            Consumer<Side> expired) {
        this.loop = loop;
        this.client = client;
        this.clientTimeouts = clientTimeouts;
        this.server = server;
        this.serverTimeouts = serverTimeouts;
        this.expired = expired;
    }

    void start() {
        client.onHalfClose(this::check);
        server.onHalfClose(this::check);
        check();
    }

    /** Looks at both sides, and again whenever one of them may have been silent for its timeout. */
    private void check() {
        if (stopped) {
            return;
        }
        long now = loop.ticker().nanoTime();
        long clientLeft = left(clientTimeouts.of(client), now - client.silentSince(now));
        long serverLeft = left(serverTimeouts.of(server), now - server.silentSince(now));
        if (clientLeft <= 0) {
            expired.accept(client);
        } else if (serverLeft <= 0) {
            expired.accept(server);
        } else if (clientLeft < SideTimeouts.NEVER || serverLeft < SideTimeouts.NEVER) {
            checkBy(now, Math.min(clientLeft, serverLeft));
        }
    }

    /** A timer that fires before stays: it moves itself on. */
    private void checkBy(long now, long left) {
        long due = now + left;
        if (timer == null || due - timerNanos < 0) {
            cancelTimer();
            timerNanos = due;
            timer = loop.schedule(this::timerFired, left, TimeUnit.NANOSECONDS);
        }
    }

    private void timerFired() {
        timer = null;
        check();
    }

    private static long left(long timeoutNanos, long silentNanos) {
        return timeoutNanos == SideTimeouts.NEVER ? SideTimeouts.NEVER : timeoutNanos - silentNanos;
    }

    void stop() {
        stopped = true;
        cancelTimer();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
