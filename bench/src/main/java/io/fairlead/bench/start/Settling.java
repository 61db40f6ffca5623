package io.fairlead.bench.start;

import java.time.Duration;
import java.util.List;

/** When a process that has just started uses no more CPU time for the same work than it does in the long run. */
final class Settling {

    /** By how much more than in the long run it may use. */
    private static final double TOLERANCE = 1.25;

    private Settling() {}

    /**
     * Returns what a process had used in all when it began to use, for two periods in a row, at most a quarter more than in the long run; all that it
     * used, where it never did.
     *
     * @param used what it had used in all at even times, at least once
     * @param longRun what it uses in as much time in the long run, with the same work
     */
    static Duration cost(List<Duration> used, Duration longRun) {
        double bound = longRun.toNanos() * TOLERANCE;
        for (int i = 2; i < used.size(); i++) {
            if (between(used, i - 2) <= bound && between(used, i - 1) <= bound) {
                return used.get(i - 2);
            }
        }
        return used.getLast();
    }

    private static long between(List<Duration> used, int first) {
        return used.get(first + 1).minus(used.get(first)).toNanos();
    }
}
