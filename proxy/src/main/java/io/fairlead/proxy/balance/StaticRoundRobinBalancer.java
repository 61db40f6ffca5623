package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Each candidate in turn by its weight, in a {@link SmoothOrder} that is worked out once; slow start does not count. A pick is O(1). */
final class StaticRoundRobinBalancer extends InTurnBalancer {

    private final int[] order;
    private final AtomicInteger next;

    StaticRoundRobinBalancer(List<Candidate> candidates, int start) {
        super(candidates, start);
        order = SmoothOrder.whole(
                candidates.stream().mapToLong(Candidate::weight).toArray());
        next = new AtomicInteger(start);
    }

    @Override
    int nextIndex() {
        return order[Integer.remainderUnsigned(next.getAndIncrement(), order.length)];
    }
}
