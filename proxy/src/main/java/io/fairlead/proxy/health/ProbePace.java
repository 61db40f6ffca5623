package io.fairlead.proxy.health;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@value #BATCH} probes in a row at most, and further ones {@value #PAUSE_MILLIS} ms later: in between the event loop goes on
 * with those under way. Where thousands are to be started at one moment, as when a proxy starts, each would else wait for all the others
 * at each of its steps, and its timeout would pass meanwhile. All is called on the event loop.
 */
final class ProbePace {

    private static final int BATCH = 32;
    private static final int PAUSE_MILLIS = 1;

    private final EventLoop loop;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int left = BATCH;
    private long batchNanos;

    ProbePace(EventLoop loop) {
        this.loop = loop;
        batchNanos = loop.ticker().nanoTime();
    }

    /** Calls {@code probe} at once, or as soon as its turn comes. */
    void start(Runnable probe) {
        if (!waiting.isEmpty()) {
            waiting.add(probe);
        } else if (mayStart()) {
            probe.run();
        } else {
            waiting.add(probe);
            goOnLater();
        }
    }

    private boolean mayStart() {
        long now = loop.ticker().nanoTime();
        if (now - batchNanos >= TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
            batchNanos = now;
            left = BATCH;
        }
        return left-- > 0;
    }

    private void goOnLater() {
        loop.schedule(this::goOn, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void goOn() {
        while (!waiting.isEmpty() && mayStart()) {
            waiting.remove().run();
        }
        if (!waiting.isEmpty()) {
            goOnLater();
        }
    }
}
