package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Endpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Each endpoint in turn, whatever event loop asks; a pick is O(1) as long as the first one was not tried before. */
final class RoundRobinBalancer implements Balancer {

    private final Endpoint[] endpoints;
    private final AtomicInteger next;

    RoundRobinBalancer(List<Endpoint> endpoints, int start) {
        this.endpoints = endpoints.toArray(Endpoint[]::new);
        next = new AtomicInteger(start);
    }

    @Override
    public @Nullable Endpoint pick(InetAddress client, Set<Endpoint> tried) {
        if (endpoints.length == 0) {
            return null;
        }
        Endpoint first = next();
        Endpoint candidate = first;
        for (int i = 1; tried.contains(candidate) && i < endpoints.length; i++) {
            candidate = next();
        }
        return tried.contains(candidate) ? first : candidate;
    }

    private Endpoint next() {
        return endpoints[Integer.remainderUnsigned(next.getAndIncrement(), endpoints.length)];
    }
}
