package io.fairlead.bench.openloop;

import io.fairlead.bench.contestant.Contestant;

/** What contestants can do at most, in calls a second; of which the best peer's is what loads are shares of. */
final class Capacities {

    private double own;
    private double peers;

    /** The first that is added is fairlead. */
    void add(Contestant contestant, double perSecond) {
        if (own == 0) {
            own = perSecond;
        } else if (contestant.isProxy()) {
            peers = Math.max(peers, perSecond);
        }
    }

    /** Returns that of the best peer, or where there is none fairlead's own. */
    double best() {
        return peers > 0 ? peers : own;
    }
}
