package io.fairlead.proxy.balance;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Each candidate in turn by its weight, in {@link SmoothOrder}, whatever thread asks. When candidates or weights change, those that stay keep
 * their place in the order, so that a weight that grows step by step counts at each step.
 *
 * <p>The order is worked out in parts. A pick takes the next place of the part, which is one addition; who comes after its end works out
 * the next part, or takes the one that another thread was quicker to work out. Nobody waits.
 */
final class RoundRobinBalancer extends InTurnBalancer {

    private static final int SHORTEST_PART = 64;

    private final long[] weights;
    private final AtomicReference<Part> part;

    /** A piece of the order, and the current values at both of its ends. */
    private static final class Part {

        private final long[] before;
        private final int[] order;
        private final long[] after;
        private final AtomicInteger taken = new AtomicInteger();

        Part(long[] weights, long[] currents, int length) {
            SmoothOrder smooth = new SmoothOrder(weights, currents);
            before = currents;
            order = smooth.next(length);
            after = smooth.currents();
        }
    }

    RoundRobinBalancer(List<Candidate> candidates, int start) {
        this(candidates, start, startingAt(candidates, start));
    }

    private RoundRobinBalancer(List<Candidate> candidates, int start, long[] currents) {
        super(candidates, start);
        weights = weights(candidates);
        part = new AtomicReference<>(partFrom(currents));
    }

    private static long[] weights(List<Candidate> candidates) {
        return candidates.stream().mapToLong(Candidate::effectiveWeight).toArray();
    }

    private static long[] startingAt(List<Candidate> candidates, int start) {
        SmoothOrder order = new SmoothOrder(weights(candidates), new long[candidates.size()]);
        if (!candidates.isEmpty()) {
            order.next(Integer.remainderUnsigned(start, candidates.size()));
        }
        return order.currents();
    }

    private Part partFrom(long[] currents) {
        return new Part(weights, currents, weights.length == 0 ? 0 : Math.max(SHORTEST_PART, weights.length));
    }

    @Override
    public Balancer with(Balance balance, List<Candidate> next, int start) {
        Map<Endpoint, Long> known = currents();
        boolean goesOn = balance.algorithm() == Algorithm.RoundRobin
                && next.stream().anyMatch(candidate -> known.containsKey(candidate.endpoint()));
        if (!goesOn) {
            return Balancer.of(balance, next, start);
        }
        long[] currents = next.stream()
                .mapToLong(candidate -> known.getOrDefault(candidate.endpoint(), 0L))
                .toArray();
        return new RoundRobinBalancer(next, start, SmoothOrder.carriedOver(currents, weights(next)));
    }

    private Map<Endpoint, Long> currents() {
        Part now = part.get();
        SmoothOrder order = new SmoothOrder(weights, now.before);
        order.next(Math.min(now.taken.get(), now.order.length));
        long[] currents = order.currents();
        Map<Endpoint, Long> byEndpoint = new HashMap<>();
        for (int i = 0; i < currents.length; i++) {
            byEndpoint.put(candidates[i].endpoint(), currents[i]);
        }
        return byEndpoint;
    }

    @Override
    int nextIndex() {
        while (true) {
            Part now = part.get();
            int place = now.taken.getAndIncrement();
            if (place < now.order.length) {
                return now.order[place];
            }
            part.compareAndSet(now, partFrom(now.after));
        }
    }
}
