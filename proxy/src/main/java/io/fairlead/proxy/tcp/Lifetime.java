package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.ConnectionLifetime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long one connection may last, its jitter drawn.
 *
 * <p>From {@code maxAge} on it ends in a pause: at a moment at which the client waits for no answer, as far as is seen from who was the last to
 * send, and no byte has moved for a while. That while is one of a few steps, a quarter of the one before each, the longest that is no more
 * than a tenth of what is left of the grace. So a busy connection finds its pause too, later; and it ends early in the pause: if the while
 * shrank steadily, it would come down to the length of the pauses, and end them just when the client begins to send.
 *
 * @param maxAgeNanos {@link Long#MAX_VALUE} for none
 * @param graceNanos how long after {@code maxAgeNanos} it ends in any case
 * @param maxIdleNanos {@link Long#MAX_VALUE} for none
 */
public record Lifetime(long maxAgeNanos, long graceNanos, long maxIdleNanos) {

    private static final int QUIET_PART = 10;
    private static final int QUIET_STEP = 4;
    private static final long SHORTEST_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SHORTEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Draws the lifetime of a connection. */
    public static Lifetime of(ConnectionLifetime config, RandomGenerator random) {
        int jitter = config.jitterOrDefault();
        return new Lifetime(
                jittered(config.maxAge(), jitter, random),
                config.maxAgeGraceOrDefault().toNanos(),
                jittered(config.maxIdle(), jitter, random));
    }

    private static long jittered(@Nullable Duration time, int percent, RandomGenerator random) {
        if (time == null) {
            return Long.MAX_VALUE;
        }
        double factor = percent == 0 ? 1 : 1 + random.nextDouble(-percent, percent) / 100;
        return Math.max(1, (long) (time.toNanos() * factor));
    }

    /**
     * Returns after how many nanoseconds to look again; 0 or less: it is over.
     *
     * @param ageNanos how long ago the connection was accepted
     * @param idleNanos for how long no byte has moved
     * @param settled whether it seems that nobody waits for anything
     */
    long left(long ageNanos, long idleNanos, boolean settled) {
        long ofIdle = maxIdleNanos == Long.MAX_VALUE ? Long.MAX_VALUE : maxIdleNanos - idleNanos;
        return Math.min(ofIdle, leftOfAge(ageNanos, idleNanos, settled));
    }

    private long leftOfAge(long ageNanos, long idleNanos, boolean settled) {
        if (maxAgeNanos == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (ageNanos < maxAgeNanos) {
            return maxAgeNanos - ageNanos;
        }
        long graceLeft = graceNanos - (ageNanos - maxAgeNanos);
        long quiet = quiet(graceLeft);
        if (settled && idleNanos >= quiet) {
            return 0;
        }
        long next = settled ? quiet - idleNanos : quiet;
        return Math.min(Math.max(next, SHORTEST_LOOK_NANOS), graceLeft);
    }

    private static long quiet(long graceLeft) {
        long quiet = SHORTEST_QUIET_NANOS;
        while (quiet * QUIET_STEP <= graceLeft / QUIET_PART) {
            quiet *= QUIET_STEP;
        }
        return quiet;
    }
}
