package io.fairlead.proxy.admission;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often something happened in the last period, as HAProxy's frequency counters tell it: it is counted in windows of a period each,
 * and of the window before the last as much is taken in as is left of the last. Immutable; a step costs one object.
 *
 * @param startMillis when the last window began
 * @param current how often it happened in the last window
 * @param previous how often it happened in the one before
 */
record SlidingRate(long startMillis, int current, int previous) {

    /** Of what has not happened yet. */
    static final SlidingRate NEVER = new SlidingRate(Long.MIN_VALUE / 2, 0, 0);

    /** Returns it once it has happened again. */
    SlidingRate again(long nowNanos, Duration period) {
        long now = TimeUnit.NANOSECONDS.toMillis(nowNanos);
        long length = period.toMillis();
        long age = now - startMillis;
        if (age < length) {
            return new SlidingRate(startMillis, current + 1, previous);
        }
        return age < 2 * length ? new SlidingRate(startMillis + length, 1, current) : new SlidingRate(now, 1, 0);
    }

    /** Returns how often it happened in the period that ends now; to be called at the time of the last step. */
    int perPeriod(long nowNanos, Duration period) {
        double left = startMillis + period.toMillis() - TimeUnit.NANOSECONDS.toMillis(nowNanos);
        return (int) (previous * Math.clamp(left / period.toMillis(), 0, 1)) + current;
    }
}
