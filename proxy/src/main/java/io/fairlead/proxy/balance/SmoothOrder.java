package io.fairlead.proxy.balance;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The smooth weighted order, as nginx has it since 1.3.1: at each step everybody's current value grows by its weight, who has the
 * greatest is next (the first of equals), and pays the sum of all weights. So each is next in proportion to its weight, and as evenly
 * spread as can be.
 *
 * <p>Of those that have the same weight only the foremost can be next, so a step looks at one for each weight that there is and costs
 * O(weights + log n) instead of O(n). Not for several threads.
 */
final class SmoothOrder {

    private static final Comparator<Turn> FOREMOST = (one, other) ->
            one.value == other.value ? Integer.compare(one.index, other.index) : Long.compare(other.value, one.value);

    private final List<Group> groups;
    private final long total;
    private final int size;
    private long steps;

    /** All of one weight. Each one's current value is its {@code value}, and the weight for each step since the start. */
    private record Group(long weight, PriorityQueue<Turn> turns) {

        long current(Turn turn, long steps) {
            return turn.value + steps * weight;
        }
    }

    private static final class Turn {

        private final int index;
        private long value;

        Turn(int index, long value) {
            this.index = index;
            this.value = value;
        }
    }

    /**
     * Creates an order.
     *
     * @param weights of everybody, by index; positive
     * @param currents the current values to begin with, by index
     */
    SmoothOrder(long[] weights, long[] currents) {
        Map<Long, Group> byWeight = new TreeMap<>();
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            byWeight.computeIfAbsent(weights[i], weight -> new Group(weight, new PriorityQueue<>(FOREMOST)))
                    .turns()
                    .add(new Turn(i, currents[i]));
            sum += weights[i];
        }
        groups = List.copyOf(byWeight.values());
        total = sum;
        size = weights.length;
    }

    /** Returns the order from its start until it begins again: each one as often as its weight says, in lowest terms. */
    static int[] whole(long[] weights) {
        SmoothOrder order = new SmoothOrder(weights, new long[weights.length]);
        long divisor = 0;
        for (long weight : weights) {
            divisor = greatestCommonDivisor(weight, divisor);
        }
        return order.next(divisor == 0 ? 0 : Math.toIntExact(order.total / divisor));
    }

    /**
     * Returns values to go on with in place of {@code currents}, which are those of an order of others or of other weights: as near to them as
     * there are in an order of {@code weights}. Their sum is 0, and nobody is ahead or behind by more than one turn; else somebody would be
     * next several times in a row.
     */
    static long[] carriedOver(long[] currents, long[] weights) {
        long total = LongStream.of(weights).sum();
        long excess = LongStream.of(currents).sum();
        int size = currents.length;
        long[] carried = new long[size];
        long sum = 0;
        for (int i = 0; i < size; i++) {
            long share = Math.floorDiv(excess * (i + 1), size) - Math.floorDiv(excess * i, size);
            long most = total - weights[i];
            carried[i] = Math.clamp(currents[i] - share, -most, most);
            sum += carried[i];
        }
        for (int i = size - 1; i >= 0; i--) {
            long most = total - weights[i];
            long balanced = Math.clamp(carried[i] - sum, -most, most);
            sum -= carried[i] - balanced;
            carried[i] = balanced;
        }
        return carried;
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** Returns the indices of the next {@code count}. */
    int[] next(int count) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = next();
        }
        return indices;
    }

    private int next() {
        steps++;
        Group best = groups.getFirst();
        Turn foremost = head(best);
        for (int i = 1; i < groups.size(); i++) {
            Group group = groups.get(i);
            Turn head = head(group);
            long ahead = group.current(head, steps) - best.current(foremost, steps);
            if (ahead > 0 || (ahead == 0 && head.index < foremost.index)) {
                best = group;
                foremost = head;
            }
        }
        best.turns().remove();
        foremost.value -= total;
        best.turns().add(foremost);
        return foremost.index;
    }

    private static Turn head(Group group) {
        return group.turns().element();
    }

    /** Returns the current values, by index. */
    long[] currents() {
        long[] currents = new long[size];
        for (Group group : groups) {
            for (Turn turn : group.turns()) {
                currents[turn.index] = group.current(turn, steps);
            }
        }
        return currents;
    }
}
