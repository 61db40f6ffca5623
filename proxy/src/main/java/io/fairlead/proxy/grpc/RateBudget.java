package io.fairlead.proxy.grpc;

/** How often something may happen: so many times a second over a while, and more often at once. A token bucket. */
final class RateBudget {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double most;
    private double left;
    private long lastNanos;

    /**
     * Creates one that is full.
     *
     * @param perSecond how often it may happen over a while
     * @param atOnce how often at once
     */
    RateBudget(int perSecond, int atOnce, long nowNanos) {
        perNano = perSecond / NANOS_PER_SECOND;
        most = atOnce;
        left = atOnce;
        lastNanos = nowNanos;
    }

    /** Notes that it happens once; returns {@code false} where that is too often. */
    boolean take(long nowNanos) {
        left = Math.min(most, left + (nowNanos - lastNanos) * perNano);
        lastNanos = nowNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Lets it happen {@code times} more often. */
    void give(int times) {
        left = Math.min(most, left + times);
    }
}
