package io.fairlead.proxy.backend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of an endpoint's weight counts while it is fresh: it grows evenly from 1 % to the whole. It begins each time the endpoint can be
 * connected to after it could not. Times are those of one clock, in nanoseconds.
 */
public final class SlowStart {

    private static final int WHOLE = 100;

    private boolean available;
    private boolean warm = true;
    private long begun;

    /**
     * Creates it.
     *
     * @param known whether the endpoint was there before anybody looked, so that it has no slow start if it is available at first
     */
    public SlowStart(boolean known) {
        available = known;
    }

    /**
     * Returns how much counts now, in percent, 1-100.
     *
     * @param availableNow whether it can be connected to
     * @param length how long it takes; {@code null}: there is no slow start
     */
    public int throttle(boolean availableNow, @Nullable Duration length, long now) {
        if (availableNow && !available) {
            warm = false;
            begun = now;
        }
        available = availableNow;
        if (length == null) {
            warm = true;
        }
        if (warm || length == null) {
            return WHOLE;
        }
        long percent = (now - begun) / Math.max(1, length.toNanos() / WHOLE);
        warm = percent >= WHOLE;
        return Math.clamp(percent, 1, WHOLE);
    }
}
