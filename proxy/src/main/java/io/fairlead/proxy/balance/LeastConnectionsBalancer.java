package io.fairlead.proxy.balance;

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

    private final Endpoint[] endpoints;
    private final AtomicInteger start;

    LeastConnectionsBalancer(List<Endpoint> endpoints, int start) {
        this.endpoints = endpoints.toArray(Endpoint[]::new);
        this.start = new AtomicInteger(start);
    }

    @Override
    public @Nullable Endpoint pick(InetAddress client, Set<Endpoint> tried) {
        if (endpoints.length == 0) {
            return null;
        }
        int first = Integer.remainderUnsigned(start.getAndIncrement(), endpoints.length);
        Endpoint best = null;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < endpoints.length; i++) {
            Endpoint candidate = endpoints[(first + i) % endpoints.length];
            long connections = candidate.stats().active().get();
            long cost = tried.contains(candidate) ? connections + Integer.MAX_VALUE : connections;
            if (cost < least) {
                best = candidate;
                least = cost;
            }
        }
        return best;
    }
}
