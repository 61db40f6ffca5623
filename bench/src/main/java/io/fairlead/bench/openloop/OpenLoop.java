package io.fairlead.bench.openloop;

import java.util.List;

/**
 * Calls that are due whatever was answered: each caller has its turn, and makes up for the calls for which it had no room as soon as it has, in the
 * order in which they were due.
 */
final class OpenLoop implements Load {

    private final FixedRate rate;
    private final List<? extends Caller> callers;
    private final Latencies latencies;

    /** How many calls of each caller were made. */
    private final long[] made;

    /** How many calls of each caller are due and not made. */
    private final long[] owed;

    private long next;
    private long answered;

    OpenLoop(FixedRate rate, List<? extends Caller> callers, Latencies latencies) {
        this.rate = rate;
        this.callers = callers;
        this.latencies = latencies;
        this.made = new long[callers.size()];
        this.owed = new long[callers.size()];
    }

    @Override
    public long proceed(long now) {
        while (next < rate.calls() && rate.due(next) <= now) {
            int caller = (int) (next % callers.size());
            next++;
            owed[caller]++;
            roomAt(caller, now);
        }
        return next < rate.calls() ? rate.due(next) : Long.MAX_VALUE;
    }

    @Override
    public void roomAt(int number, long now) {
        if (owed[number] == 0) {
            return;
        }
        Caller caller = callers.get(number);
        while (owed[number] > 0 && caller.ready()) {
            long due = rate.due(number + made[number] * callers.size());
            owed[number]--;
            made[number]++;
            latencies.sent(due, now);
            caller.call(due);
        }
        caller.flush();
    }

    @Override
    public void answered(int caller, long due, long now) {
        answered++;
        latencies.answered(due, now);
    }

    @Override
    public boolean done(long now) {
        return answered == rate.calls();
    }

    @Override
    public long unanswered() {
        return next - answered;
    }
}
