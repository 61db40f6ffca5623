package io.fairlead.proxy.tcp;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Calls back once a time is over that may move on while it is waited for. One timer, which is set anew when it fires too early. */
public final class MovingDeadline {

    private final EventLoop loop;
    private final LongSupplier leftNanos;
    private final Runnable over;
    private @Nullable Future<?> timer;

    /**
     * Creates a deadline that is not watched yet.
     *
     * @param leftNanos after how long to look again; 0 or less: it is over
     * @param over is called once, on the event loop
     */
    public MovingDeadline(EventLoop loop, LongSupplier leftNanos, Runnable over) {
        this.loop = loop;
        this.leftNanos = leftNanos;
        this.over = over;
    }

    /** Looks now, and again whenever it may be over; to be called on the event loop. */
    public void watch() {
        long left = leftNanos.getAsLong();
        if (left <= 0) {
            over.run();
        } else {
            timer = loop.schedule(this::watch, left, TimeUnit.NANOSECONDS);
        }
    }

    public void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
