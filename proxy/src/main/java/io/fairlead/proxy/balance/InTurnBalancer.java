package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Keyed;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes candidates in an order that each class has for itself. One that is full, or was tried, loses its turn; where many do, the rest share
 * at random, by weight.
 */
abstract class InTurnBalancer implements Balancer {

    /** After so many that cannot be had, the search for the others is left to {@link Rest}. */
    private static final int MOST_TURNS = 32;

    final Candidate[] candidates;
    private final Rest rest;

    InTurnBalancer(List<Candidate> candidates, int start) {
        this.candidates = candidates.toArray(Candidate[]::new);
        rest = new Rest(this.candidates, start);
    }

    @Override
    public final @Nullable Candidate pick(Keyed keyed, Set<Endpoint> tried) {
        Candidate again = null;
        int turns = Math.min(candidates.length, MOST_TURNS);
        for (int i = 0; i < turns; i++) {
            Candidate candidate = candidates[nextIndex()];
            if (candidate.hasRoom()) {
                if (!tried.contains(candidate.endpoint())) {
                    return candidate;
                }
                again = again == null ? candidate : again;
            }
        }
        Candidate other = rest.pick(tried);
        return other == null || (again != null && tried.contains(other.endpoint())) ? again : other;
    }

    /** Returns the index of the candidate whose turn it is; there is at least one. Any thread may call it. */
    abstract int nextIndex();
}
