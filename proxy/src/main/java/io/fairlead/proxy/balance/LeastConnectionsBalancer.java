package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint with the fewest connections, in turn among equals: each pick looks at all of them, from the one after the last
 * pick's start, and the first with the least wins. A pick is O(n).
 */
final class LeastConnectionsBalancer implements Balancer {

    private final Candidate[] candidates;
    private final AtomicInteger start;

    LeastConnectionsBalancer(List<Candidate> candidates, int start) {
        this.candidates = candidates.toArray(Candidate[]::new);
        this.start = new AtomicInteger(start);
    }

    @Override
    public @Nullable Candidate pick(InetAddress client, Set<Endpoint> tried) {
        if (candidates.length == 0) {
            return null;
        }
        int first = Integer.remainderUnsigned(start.getAndIncrement(), candidates.length);
        Candidate best = null;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < candidates.length; i++) {
            Candidate candidate = candidates[(first + i) % candidates.length];
            long connections = candidate.endpoint().stats().load();
            long cost = tried.contains(candidate.endpoint()) ? connections + Integer.MAX_VALUE : connections;
            if (cost < least && candidate.hasRoom()) {
                best = candidate;
                least = cost;
            }
        }
        return best;
    }
}
