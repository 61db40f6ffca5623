package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The candidate that ranks first for the client's address: rendezvous hashing (Thaler and Ravishankar, "Using name-based mappings to increase
 * hit rates", 1998), with weights by the logarithm (Schindelhauer and Schomaker, "Weighted distributed hash tables", 2005). Each candidate
 * has a number in (0, 1) of its own for each client, u; the greatest ln(u) / weight is first. When one comes, goes, or changes its weight,
 * just those clients move that it gains or loses.
 *
 * <p>With a bound (Mirrokni et al., "Consistent Hashing with Bounded Loads", 2018), those that have as many connections as they may are
 * passed over.
 *
 * <p>A pick is O(n): a few multiplications for each candidate, and a logarithm for each weight that there is, since of equal weights the
 * greatest u is first.
 */
final class ConsistentBalancer implements Balancer {

    private static final int PERCENT = 100;

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
                .collect(Collectors.groupingBy(Candidate::effectiveWeight, TreeMap::new, Collectors.toList()));
        groups = byWeight.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
        this.balanceFactor = balanceFactor;
    }

    @Override
    public @Nullable Candidate pick(InetAddress client, Set<Endpoint> tried) {
        long hash = Hash.of(client.getAddress());
        Bound bound = balanceFactor == null ? Bound.NONE : bound(balanceFactor);
        Candidate first = first(hash, tried, bound);
        if (first == null) {
            first = first(hash, tried, Bound.NONE);
        }
        return first == null ? first(hash, Set.of(), bound) : first;
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

    private @Nullable Candidate first(long client, Set<Endpoint> tried, Bound bound) {
        Candidate first = null;
        double best = Double.NEGATIVE_INFINITY;
        for (Group group : groups) {
            int index = first(group, client, tried, bound.of(group.weight));
            if (index >= 0) {
                double rank = StrictMath.log(fraction(client, group.hashes[index])) / group.weight;
                if (rank > best) {
                    best = rank;
                    first = group.candidates[index];
                }
            }
        }
        return first;
    }

    private static int first(Group group, long client, Set<Endpoint> tried, long mostConnections) {
        int first = -1;
        long best = -1;
        for (int i = 0; i < group.hashes.length; i++) {
            long number = number(client, group.hashes[i]);
            if (number > best) {
                Endpoint endpoint = group.candidates[i].endpoint();
                if (endpoint.stats().load() < mostConnections && !tried.contains(endpoint)) {
                    best = number;
                    first = i;
                }
            }
        }
        return first;
    }

    /** Returns 53 bits. */
    private static long number(long client, long candidate) {
        return Hash.mix(client ^ candidate) >>> 11;
    }

    private static double fraction(long client, long candidate) {
        return (number(client, candidate) + 0.5) * 0x1p-53;
    }
}
