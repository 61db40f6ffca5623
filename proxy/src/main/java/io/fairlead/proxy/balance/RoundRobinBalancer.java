package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Each endpoint in turn, whatever event loop asks; a pick is O(1) as long as the first one was not tried before and is not full. */
final class RoundRobinBalancer implements Balancer {

    private final Candidate[] candidates;
    private final AtomicInteger next;

    RoundRobinBalancer(List<Candidate> candidates, int start) {
        this.candidates = candidates.toArray(Candidate[]::new);
        next = new AtomicInteger(start);
    }

    @Override
    public @Nullable Candidate pick(InetAddress client, Set<Endpoint> tried) {
        Candidate second = null;
        for (int i = 0; i < candidates.length; i++) {
            Candidate candidate = next();
            if (candidate.hasRoom()) {
                if (!tried.contains(candidate.endpoint())) {
                    return candidate;
                }
                second = second == null ? candidate : second;
            }
        }
        return second;
    }

    private Candidate next() {
        return candidates[Integer.remainderUnsigned(next.getAndIncrement(), candidates.length)];
    }
}
