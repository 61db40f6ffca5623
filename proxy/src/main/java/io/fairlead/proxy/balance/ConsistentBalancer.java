package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Keyed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The candidate that ranks first for the key: rendezvous hashing (Thaler and Ravishankar, "Using name-based mappings to increase hit rates",
 * 1998), with weights by the logarithm (Schindelhauer and Schomaker, "Weighted distributed hash tables", 2005). Each candidate
 * has a number in (0, 1) of its own for each key, u; the greatest ln(u) / weight is first. When one comes, goes, or changes its weight,
 * just those keys move that it gains or loses.
 *
 * <p>With a bound (Mirrokni et al., "Consistent Hashing with Bounded Loads", 2018), those that have as many connections as they may are
 * passed over.
 *
 * <p>A pick is O(n): a few multiplications for each candidate, in a loop that the compiler makes vector instructions of. Of equal weights the
 * greatest u is first, and ln(u) is at most u - 1: so a logarithm is taken for few of the weights that there are.
 */
final class ConsistentBalancer implements Balancer {

    private static final int PERCENT = 100;

    /** The heaviest first. */
    private final List<Group> groups;

    private final @Nullable Integer balanceFactor;

    /** How many connections a candidate may have: {@code connections} for {@code weights}, rounded up. */
    private record Bound(long connections, long weights) {

        static final Bound NONE = new Bound(Integer.MAX_VALUE, 1);

        long of(int weight) {
            return Math.ceilDiv(connections * weight, weights);
        }
    }

    /** All of one weight, with what their addresses hash to at the same indices. */
    private static final class Group {

        private static final int BLOCK = 128;

        private final int weight;
        private final Candidate[] candidates;
        private final long[] hashes;

        Group(int weight, List<Candidate> candidates) {
            this.weight = weight;
            this.candidates = candidates.toArray(Candidate[]::new);
            hashes = candidates.stream()
                    .mapToLong(candidate -> identity(candidate.endpoint()))
                    .toArray();
        }

        /** Returns the index of the one with the greatest number, the first of equals. */
        int first(long key) {
            long best = -1;
            int index = 0;
            for (int start = 0; start < hashes.length; start += BLOCK) {
                long most = most(key, start, Math.min(start + BLOCK, hashes.length));
                if (most > best) {
                    best = most;
                    index = start;
                }
            }
            while (number(key, hashes[index]) != best) {
                index++;
            }
            return index;
        }

        private long most(long key, int start, int end) {
            long most = -1;
            for (int i = start; i < end; i++) {
                most = Math.max(most, number(key, hashes[i]));
            }
            return most;
        }

        /** As {@link #first(long)}, of those that were not tried and have fewer connections; -1 where there is none. */
        int first(long key, Set<Endpoint> tried, long mostConnections) {
            int first = -1;
            long best = -1;
            for (int i = 0; i < hashes.length; i++) {
                long number = number(key, hashes[i]);
                if (number > best && isFree(candidates[i], tried, mostConnections)) {
                    best = number;
                    first = i;
                }
            }
            return first;
        }

        /** The address decides, not the name: it stays the same in every proxy and after a rename. */
        private static long identity(Endpoint endpoint) {
            byte[] address = endpoint.address().getAddress().getAddress();
            return Hash.mix(Hash.of(address) + endpoint.address().getPort());
        }
    }

    /**
     * Creates it.
     *
     * @param balanceFactor how many connections one may have, in percent of the average by weight; {@code null}: no bound
     */
    ConsistentBalancer(List<Candidate> candidates, @Nullable Integer balanceFactor) {
        Map<Integer, List<Candidate>> byWeight = candidates.stream()
                .collect(Collectors.groupingBy(
                        Candidate::effectiveWeight,
                        () -> new TreeMap<>(Comparator.reverseOrder()),
                        Collectors.toList()));
        groups = byWeight.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
        this.balanceFactor = balanceFactor;
    }

    @Override
    public @Nullable Candidate pick(Keyed keyed, Set<Endpoint> tried) {
        long hash = Hash.of(keyed.hashKey());
        Bound bound = balanceFactor == null ? Bound.NONE : bound(balanceFactor);
        Candidate own = first(hash, Set.of(), Bound.NONE);
        if (own == null || isFree(own, tried, bound.of(own.effectiveWeight()))) {
            return own;
        }
        Candidate first = first(hash, tried, bound);
        if (first == null) {
            first = first(hash, tried, Bound.NONE);
        }
        return first == null ? first(hash, Set.of(), bound) : first;
    }

    private static boolean isFree(Candidate candidate, Set<Endpoint> tried, long mostConnections) {
        Endpoint endpoint = candidate.endpoint();
        return endpoint.stats().load() < mostConnections && !tried.contains(endpoint);
    }

    /** The connection to come counts, too. */
    private Bound bound(int factor) {
        long connections = 1;
        long weights = 0;
        for (Group group : groups) {
            for (Candidate candidate : group.candidates) {
                connections += candidate.endpoint().stats().load();
            }
            weights += (long) group.weight * group.candidates.length;
        }
        return new Bound(connections * factor, weights * PERCENT);
    }

    private @Nullable Candidate first(long key, Set<Endpoint> tried, Bound bound) {
        boolean any = tried.isEmpty() && bound.equals(Bound.NONE);
        Candidate first = null;
        double best = Double.NEGATIVE_INFINITY;
        for (Group group : groups) {
            int index = any ? group.first(key) : group.first(key, tried, bound.of(group.weight));
            if (index >= 0) {
                double fraction = fraction(key, group.hashes[index]);
                double atMost = (fraction - 1) / group.weight;
                double rank = atMost > best ? StrictMath.log(fraction) / group.weight : atMost;
                if (rank > best) {
                    best = rank;
                    first = group.candidates[index];
                }
            }
        }
        return first;
    }

    /** Returns 53 bits. */
    private static long number(long key, long candidate) {
        return Hash.mix(key ^ candidate) >>> 11;
    }

    private static double fraction(long key, long candidate) {
        return (number(key, candidate) + 0.5) * 0x1p-53;
    }
}
