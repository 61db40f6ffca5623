package io.fairlead.proxy.balance;

/**
 * Those of one weight, the foremost first. Each has a rank, no two the same, and the greatest is foremost; only the foremost's changes, and
 * falls by the same amount each time.
 *
 * <p>So whoever falls back is behind all that fell back before, and two queues do: those that have not been the foremost yet, sorted once,
 * and those that have, as they came. Each step is O(1). Not for several threads.
 */
final class TurnQueue {

    private final int[] fresh;
    private int freshAt;

    /** A ring: its first is at {@link #againAt}, and as many are in it as fresh ones have been the foremost. */
    private final int[] again;

    private int againAt;

    /**
     * Creates it.
     *
     * @param indices of everybody, at least one, the foremost first; not to be changed any more
     */
    TurnQueue(int[] indices) {
        fresh = indices;
        again = new int[indices.length];
    }

    private TurnQueue(TurnQueue other) {
        fresh = other.fresh;
        freshAt = other.freshAt;
        again = other.again.clone();
        againAt = other.againAt;
    }

    /** Returns another one that goes on where this one is. */
    TurnQueue copy() {
        return new TurnQueue(this);
    }

    /**
     * Returns the index of the foremost.
     *
     * @param ranks by index
     */
    int foremost(long[] ranks) {
        return isFresh(ranks) ? fresh[freshAt] : again[againAt];
    }

    /** Has the foremost's rank fall. */
    void fallBack(long[] ranks, long by) {
        int index = foremost(ranks);
        if (isFresh(ranks)) {
            again[place(freshAt)] = index;
            freshAt++;
        } else {
            againAt = place(1);
            again[place(freshAt - 1)] = index;
        }
        ranks[index] -= by;
    }

    private boolean isFresh(long[] ranks) {
        if (freshAt == fresh.length) {
            return false;
        }
        return freshAt == 0 || ranks[fresh[freshAt]] > ranks[again[againAt]];
    }

    private int place(int behindTheFirst) {
        int place = againAt + behindTheFirst;
        return place < again.length ? place : place - again.length;
    }
}
