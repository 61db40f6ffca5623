package io.fairlead.proxy.balance;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The smooth weighted order, as nginx has it since 1.3.1: at each step everybody's current value grows by its weight, who has the
 * greatest is next (the first of equals), and pays the sum of all weights. So each is next in proportion to its weight, and as evenly
 * spread as can be.
 *
 * <p>Of those that have the same weight only the foremost can be next, so a step looks at one for each weight that there is and costs
 * O(weights) instead of O(n). Not for several threads.
 */
final class SmoothOrder {

    /** A rank is a value, and below it so many bits for who of equals is first; so there are at most {@value #MOST} in an order. */
    private static final int INDEX_BITS = 24;

    private static final int MOST = 1 << INDEX_BITS;

    private final long[] weights;
    private final long total;

    /** By index, the ranks by current value, but for the weight of each step since the start. */
    private final long[] ranks;

    /** One for each weight. */
    private final TurnQueue[] queues;

    /** By queue, what its ranks grow by at each step. */
    private final long[] growths;

    /** By queue, the rank of its foremost. */
    private final long[] heads;

    /** By index. */
    private final int[] queueOf;

    private long steps;

    /**
     * Creates an order.
     *
     * @param weights of everybody, by index; positive, and not to be changed any more
     * @param currents the current values to begin with, by index
     */
    SmoothOrder(long[] weights, long[] currents) {
        int n = weights.length;
        this.weights = weights;
        total = LongStream.of(weights).sum();
        ranks = IntStream.range(0, n)
                .mapToLong(i -> (currents[i] << INDEX_BITS) + MOST - 1 - i)
                .toArray();
        Map<Long, List<Integer>> byWeight = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingLong(i -> -ranks[i]))
                .collect(Collectors.groupingBy(i -> weights[i], TreeMap::new, Collectors.toList()));
        queues = new TurnQueue[byWeight.size()];
        growths = new long[queues.length];
        heads = new long[queues.length];
        queueOf = new int[n];
        int queue = 0;
        for (Map.Entry<Long, List<Integer>> entry : byWeight.entrySet()) {
            int[] indices =
                    entry.getValue().stream().mapToInt(Integer::intValue).toArray();
            for (int index : indices) {
                queueOf[index] = queue;
            }
            queues[queue] = new TurnQueue(indices);
            growths[queue] = entry.getKey() << INDEX_BITS;
            heads[queue] = ranks[indices[0]];
            queue++;
        }
    }

    private SmoothOrder(SmoothOrder other) {
        weights = other.weights;
        total = other.total;
        ranks = other.ranks.clone();
        queues = new TurnQueue[other.queues.length];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = other.queues[i].copy();
        }
        growths = other.growths;
        heads = other.heads.clone();
        queueOf = other.queueOf;
        steps = other.steps;
    }

    /** Returns the order from its start until it begins again: each one as often as its weight says, in lowest terms. */
    static int[] whole(long[] weights) {
        SmoothOrder order = new SmoothOrder(weights, new long[weights.length]);
        return order.next(Math.toIntExact(order.wholeLength()));
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

    /** Returns another order that goes on where this one is; neither changes the other. */
    SmoothOrder copy() {
        return new SmoothOrder(this);
    }

    /** Returns after how many steps each has been next as often as its weight says, in lowest terms; 0 of nobody. */
    long wholeLength() {
        long divisor = LongStream.of(weights).reduce(0, SmoothOrder::greatestCommonDivisor);
        return divisor == 0 ? 0 : total / divisor;
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
        long best = Long.MIN_VALUE;
        for (int i = 0; i < heads.length; i++) {
            heads[i] += growths[i];
            best = Math.max(best, heads[i]);
        }
        int index = MOST - 1 - (int) (best & (MOST - 1));
        int queue = queueOf[index];
        queues[queue].fallBack(ranks, total << INDEX_BITS);
        heads[queue] = ranks[queues[queue].foremost(ranks)] + steps * growths[queue];
        return index;
    }

    /** Returns the current values, by index. */
    long[] currents() {
        long[] currents = new long[weights.length];
        for (int i = 0; i < currents.length; i++) {
            currents[i] = (ranks[i] >> INDEX_BITS) + steps * weights[i];
        }
        return currents;
    }
}
