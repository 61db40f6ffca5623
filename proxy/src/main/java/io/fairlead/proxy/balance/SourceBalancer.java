package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint that the client's address hashes to, on a ring (Karger et al., "Consistent Hashing and Random Trees", 1997): each
 * endpoint owns {@value #POINTS} points, and an address belongs to the first point at or after its hash. When one of n endpoints
 * comes or goes, about 1/n of the addresses move, and none between endpoints that stay. A pick is O(log n).
 */
final class SourceBalancer implements Balancer {

    private static final int POINTS = 160;

    /** Sorted as unsigned numbers. */
    private final long[] hashes;

    /** The owner of the point at the same index of {@link #hashes}. */
    private final Candidate[] owners;

    SourceBalancer(List<Candidate> candidates) {
        record Point(long hash, Candidate owner) {}
        Point[] points = new Point[candidates.size() * POINTS];
        int filled = 0;
        for (Candidate candidate : candidates) {
            long hash = identity(candidate.endpoint());
            for (int i = 0; i < POINTS; i++) {
                points[filled++] = new Point(Hash.mix(hash + i), candidate);
            }
        }
        Arrays.sort(points, Comparator.comparingLong(point -> point.hash() ^ Long.MIN_VALUE));
        hashes = Arrays.stream(points)
                .mapToLong(point -> point.hash() ^ Long.MIN_VALUE)
                .toArray();
        owners = Arrays.stream(points).map(Point::owner).toArray(Candidate[]::new);
    }

    /** The address decides, not the name: it stays the same in every proxy and after a rename. */
    private static long identity(Endpoint endpoint) {
        byte[] address = endpoint.address().getAddress().getAddress();
        return Hash.mix(Hash.of(address) + endpoint.address().getPort());
    }

    @Override
    public @Nullable Candidate pick(InetAddress client, Set<Endpoint> tried) {
        if (owners.length == 0) {
            return null;
        }
        int found = Arrays.binarySearch(hashes, Hash.of(client.getAddress()) ^ Long.MIN_VALUE);
        int point = (found >= 0 ? found : -found - 1) % owners.length;
        return tried.isEmpty() ? owners[point] : following(point, tried);
    }

    private Candidate following(int point, Set<Endpoint> tried) {
        Set<Endpoint> seen = new HashSet<>();
        for (int i = 0; i < owners.length; i++) {
            Candidate candidate = owners[(point + i) % owners.length];
            if (seen.add(candidate.endpoint()) && !tried.contains(candidate.endpoint())) {
                return candidate;
            }
        }
        return owners[point];
    }
}
