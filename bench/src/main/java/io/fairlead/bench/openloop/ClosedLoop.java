package io.fairlead.bench.openloop;

import java.util.List;

/** One call at a time for each caller, the next as soon as the last one is answered, up to an end: what can be done at most. */
final class ClosedLoop implements Load {

    private final long end;
    private final List<? extends Caller> callers;
    private final Latencies latencies;
    private final boolean[] busy;
    private boolean begun;
    private long unanswered;

    /** {@code end}: no call is made from then on, but the first of each caller. */
    ClosedLoop(long end, List<? extends Caller> callers, Latencies latencies) {
        this.end = end;
        this.callers = callers;
        this.latencies = latencies;
        this.busy = new boolean[callers.size()];
    }

    @Override
    public long proceed(long now) {
        if (!begun) {
            begun = true;
            for (int caller = 0; caller < callers.size(); caller++) {
                call(caller, now);
            }
        }
        return Long.MAX_VALUE;
    }

    @Override
    public void roomAt(int number, long now) {
        if (!busy[number] && now - end < 0 && callers.get(number).ready()) {
            call(number, now);
        }
    }

    private void call(int number, long now) {
        busy[number] = true;
        unanswered++;
        callers.get(number).call(now);
        callers.get(number).flush();
    }

    @Override
    public void answered(int caller, long due, long now) {
        busy[caller] = false;
        unanswered--;
        latencies.answered(due, now);
    }

    @Override
    public boolean done(long now) {
        return unanswered == 0 && now - end >= 0;
    }

    @Override
    public long unanswered() {
        return unanswered;
    }
}
