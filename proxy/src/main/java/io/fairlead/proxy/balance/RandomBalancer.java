package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Keyed;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one with the fewest connections for its weight among a few that are drawn at random by weight: two are nearly as good as all
 * (Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", 2001). The same one may be drawn again. A pick is O(draws).
 *
 * <p>Which numbers are drawn follows from a seed and from the count of draws, so that threads share nothing but that count.
 */
final class RandomBalancer implements Balancer {

    private final Candidate[] candidates;

    /** {@code null} where there is no candidate. */
    private final @Nullable WeightedDraw weighted;

    private final int draws;
    private final long seed;
    private final AtomicLong drawn = new AtomicLong();
    private final Rest rest;

    RandomBalancer(List<Candidate> candidates, int draws, int seed) {
        this.candidates = candidates.toArray(Candidate[]::new);
        long[] weights =
                candidates.stream().mapToLong(Candidate::effectiveWeight).toArray();
        weighted = weights.length == 0 ? null : new WeightedDraw(weights);
        this.draws = draws;
        this.seed = Hash.mix(seed);
        rest = new Rest(this.candidates, seed);
    }

    @Override
    public @Nullable Candidate pick(Keyed keyed, Set<Endpoint> tried) {
        if (weighted == null) {
            return null;
        }
        Candidate best = null;
        long first = drawn.getAndAdd(draws);
        for (int i = 0; i < draws; i++) {
            Candidate candidate = candidates[weighted.at(Hash.mix(seed + first + i))];
            if (candidate.hasRoom()
                    && !tried.contains(candidate.endpoint())
                    && (best == null || isLessLoaded(candidate, best))) {
                best = candidate;
            }
        }
        return best == null ? rest.pick(tried) : best;
    }

    private static boolean isLessLoaded(Candidate one, Candidate other) {
        return (long) one.endpoint().stats().load() * other.effectiveWeight()
                < (long) other.endpoint().stats().load() * one.effectiveWeight();
    }
}
