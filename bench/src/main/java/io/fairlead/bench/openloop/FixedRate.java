package io.fairlead.bench.openloop;

import java.time.Duration;

/**
 * When calls are due: at even times.
 *
 * @param start when the first is, by {@link System#nanoTime()}
 * @param perSecond how many are in each second, more than 0
 * @param calls how many there are
 */
record FixedRate(long start, double perSecond, long calls) {

    private static final double NANOS_PER_SECOND = 1e9;

    static FixedRate lasting(Duration time, long start, double perSecond) {
        return new FixedRate(start, perSecond, Math.max(1, Math.round(perSecond * time.toNanos() / NANOS_PER_SECOND)));
    }

    /** Returns when call {@code number}, from 0, is due. */
    long due(long number) {
        return start + (long) (number * NANOS_PER_SECOND / perSecond);
    }
}
