package io.fairlead.proxy.balance;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Each candidate in turn by its weight, in {@link SmoothOrder}, whatever thread asks. When candidates or weights change, those that stay keep
 * their place in the order, so that a weight that grows step by step counts at each step.
 *
 * <p>The order is worked out ahead, as a whole where it is not too long, and a pick takes the next place, which is one addition. A longer one
 * comes in parts: who comes after the end of one works out the next, or takes the one that another thread was quicker to work out. Nobody
 * waits.
 */
final class RoundRobinBalancer extends InTurnBalancer {

    private final AtomicReference<OrderPart> part;

    RoundRobinBalancer(List<Candidate> candidates, int start) {
        this(candidates, start, startingAt(candidates, start));
    }

    private RoundRobinBalancer(List<Candidate> candidates, int start, SmoothOrder order) {
        super(candidates, start);
        part = new AtomicReference<>(OrderPart.of(order));
    }

    private static SmoothOrder startingAt(List<Candidate> candidates, int start) {
        SmoothOrder order = new SmoothOrder(weights(candidates), new long[candidates.size()]);
        if (!candidates.isEmpty()) {
            order.next(Integer.remainderUnsigned(start, candidates.size()));
        }
        return order;
    }

    private static long[] weights(List<Candidate> candidates) {
        return candidates.stream().mapToLong(Candidate::effectiveWeight).toArray();
    }

    @Override
    public Balancer with(Balance balance, List<Candidate> next, int start) {
        Map<Endpoint, Long> known = currents();
        boolean goesOn = balance.algorithm() == Algorithm.RoundRobin
                && next.stream().anyMatch(candidate -> known.containsKey(candidate.endpoint()));
        if (!goesOn) {
            return Balancer.of(balance, next, start);
        }
        long[] weights = weights(next);
        long[] currents = next.stream()
                .mapToLong(candidate -> known.getOrDefault(candidate.endpoint(), 0L))
                .toArray();
        return new RoundRobinBalancer(
                next, start, new SmoothOrder(weights, SmoothOrder.carriedOver(currents, weights)));
    }

    private Map<Endpoint, Long> currents() {
        long[] currents = part.get().currents();
        Map<Endpoint, Long> byEndpoint = new HashMap<>();
        for (int i = 0; i < currents.length; i++) {
            byEndpoint.put(candidates[i].endpoint(), currents[i]);
        }
        return byEndpoint;
    }

    @Override
    int nextIndex() {
        while (true) {
            OrderPart now = part.get();
            int index = now.take();
            if (index != OrderPart.OVER) {
                return index;
            }
            part.compareAndSet(now, now.next());
        }
    }
}
