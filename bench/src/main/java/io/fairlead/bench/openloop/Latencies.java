package io.fairlead.bench.openloop;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What was seen of calls. A latency counts from the time at which a call was due, whenever it could be sent, so that calls that a stall kept from
 * being sent show it as much as those that it kept from being answered: G. Tene's correction for coordinated omission.
 *
 * <p>Not safe for use by threads at the same time.
 */
public final class Latencies {

    /** Figures are right to a thousandth. */
    private static final int DIGITS = 3;

    private static final double MICROS = 1e3;

    private final Histogram answered = new Histogram(DIGITS);
    private final Histogram late = new Histogram(DIGITS);

    void sent(long due, long now) {
        late.recordValue(Math.max(0, now - due));
    }

    void answered(long due, long now) {
        answered.recordValue(Math.max(0, now - due));
    }

    /** Returns how many calls were answered. */
    public long calls() {
        return answered.getTotalCount();
    }

    /** Returns the latency that {@code percentile} % of the calls did not exceed, in µs. */
    public double micros(double percentile) {
        return answered.getValueAtPercentile(percentile) / MICROS;
    }

    /** Returns how many calls took longer than {@code bound}. */
    long over(Duration bound) {
        long nanos = bound.toNanos();
        return calls() - answered.getCountBetweenValues(0, nanos);
    }

    /**
     * Returns by how much calls were sent after they were due, which {@code percentile} % of them did not exceed, in µs: because their connection had no
     * room, or because the generator itself was late.
     */
    public double lateMicros(double percentile) {
        return late.getValueAtPercentile(percentile) / MICROS;
    }
}
