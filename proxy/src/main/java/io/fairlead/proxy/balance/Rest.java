package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who is left where an algorithm's own choice is full or was tried: at random by weight, in one pass over all candidates (weighted sampling
 * by reservoir: Chao, "A general purpose unequal probability sampling plan", 1982). Any thread may use it.
 */
final class Rest {

    private final Candidate[] candidates;
    private final AtomicLong picks;

    Rest(Candidate[] candidates, int seed) {
        this.candidates = candidates;
        picks = new AtomicLong(Hash.mix(seed));
    }

    /** Returns one that has room, if there is one; of those that were tried only where there is no other. */
    @Nullable
    Candidate pick(Set<Endpoint> tried) {
        long random = Hash.mix(picks.getAndIncrement());
        Candidate chosen = null;
        boolean fresh = false;
        long sum = 0;
        for (Candidate candidate : candidates) {
            boolean untried = !tried.contains(candidate.endpoint());
            if ((untried || !fresh) && candidate.hasRoom()) {
                if (untried && !fresh) {
                    fresh = true;
                    sum = 0;
                }
                sum += candidate.effectiveWeight();
                random = Hash.mix(random);
                if (Long.remainderUnsigned(random, sum) < candidate.effectiveWeight()) {
                    chosen = candidate;
                }
            }
        }
        return chosen;
    }
}
