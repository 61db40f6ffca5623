package io.fairlead.bench.openloop;

import io.fairlead.bench.contestant.Contestant;
import org.jspecify.annotations.Nullable;

/** What contestants can do at most, in calls a second; of which that of one peer, or of the best, is what loads are shares of. */
final class Capacities {

    private final @Nullable String reference;
    private double own;
    private double best;
    private double referred;

    /** Of the loads once they were asked for, which stay. */
    private double full;

    private Capacities(@Nullable String reference) {
        this.reference = reference;
    }

    /** Returns those of which the best peer's is the full load. */
    static Capacities best() {
        return new Capacities(null);
    }

    /** Returns those of which that of the peer {@code reference} is the full load, or where it is not there the best one's. */
    static Capacities of(String reference) {
        return new Capacities(reference);
    }

    /** The first that is added is fairlead. */
    void add(Contestant contestant, double perSecond) {
        if (own == 0) {
            own = perSecond;
        } else if (contestant.isProxy()) {
            best = Math.max(best, perSecond);
            referred = contestant.name().equals(reference) ? perSecond : referred;
        }
    }

    /** Returns the full load, which is fairlead's own capacity where there is no peer. What is added later does not change it. */
    double full() {
        if (full == 0) {
            full = referred > 0 ? referred : best > 0 ? best : own;
        }
        return full;
    }
}
