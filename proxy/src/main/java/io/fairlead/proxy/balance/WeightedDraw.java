package io.fairlead.proxy.balance;

/**
 * Draws an index by weight, in O(1): the alias method (Walker, "An efficient method for generating discrete random variables with general
 * distributions", 1977), set up as in Vose, "A linear algorithm for generating random numbers with a given distribution" (1991). Each
 * index has a column of the same height, filled up by at most one other index.
 */
final class WeightedDraw {

    /** By index, up to where its column is its own: of 63 bits. */
    private final long[] own;

    /** By index, whose the rest of its column is. */
    private final int[] aliases;

    /** Creates it; weights are positive, and there is at least one. */
    WeightedDraw(long[] weights) {
        int n = weights.length;
        own = new long[n];
        aliases = new int[n];
        long height = 0;
        for (long weight : weights) {
            height += weight;
        }
        long[] left = new long[n];
        int[] columns = new int[n];
        int low = 0;
        int high = n;
        for (int i = 0; i < n; i++) {
            left[i] = weights[i] * n;
            own[i] = Long.MAX_VALUE;
            aliases[i] = i;
            columns[left[i] < height ? low++ : --high] = i;
        }
        while (low > 0 && high < n) {
            int filled = columns[--low];
            int filler = columns[high];
            own[filled] = (long) (left[filled] / (double) height * 0x1p63);
            aliases[filled] = filler;
            left[filler] -= height - left[filled];
            if (left[filler] < height) {
                high++;
                columns[low++] = filler;
            }
        }
    }

    /** Returns an index; {@code random}: any of the numbers that there are, each as likely as the others. */
    int at(long random) {
        int column = (int) Math.unsignedMultiplyHigh(random, own.length);
        long within = (random * own.length) >>> 1;
        return within < own[column] ? column : aliases[column];
    }
}
