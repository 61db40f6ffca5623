package io.fairlead.proxy.balance;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A piece of a {@link SmoothOrder}, worked out ahead. Any thread may take its places, each once.
 *
 * <p>Where the whole order is not too long it never ends: its last places, which are the whole order, come again and again. An order that
 * was carried over from another one first has places that do not come again; they are fewer than the whole, as far as has been seen.
 */
final class OrderPart {

    /** What {@link #take} returns where all places are taken. */
    static final int OVER = -1;

    /** The longest order that is worked out as a whole, which takes 64 KiB and less than a millisecond; or twice that. */
    private static final int LONGEST_WHOLE = 16_384;

    /** How many places there are of an order that is longer. */
    private static final int LENGTH = 512;

    private final SmoothOrder before;
    private final SmoothOrder after;
    private final int[] order;

    /** How many of the last places come again and again; 0: none. */
    private final int repeated;

    private final AtomicLong taken = new AtomicLong();

    private OrderPart(SmoothOrder before, SmoothOrder after, int[] order, int repeated) {
        this.before = before;
        this.after = after;
        this.order = order;
        this.repeated = repeated;
    }

    /** Returns the piece that begins where {@code order} is, which is not to be changed any more. */
    static OrderPart of(SmoothOrder order) {
        long whole = order.wholeLength();
        return whole <= LONGEST_WHOLE ? whole(order, (int) whole) : part(order, LENGTH);
    }

    private static OrderPart part(SmoothOrder before, int length) {
        SmoothOrder after = before.copy();
        return new OrderPart(before, after, after.next(length), 0);
    }

    private static OrderPart whole(SmoothOrder before, int length) {
        OrderPart once = part(before, length);
        if (isSame(before, once.after)) {
            return new OrderPart(before, once.after, once.order, length);
        }
        OrderPart twice = part(before, 2 * length);
        return isSame(once.after, twice.after) ? new OrderPart(before, twice.after, twice.order, length) : twice;
    }

    private static boolean isSame(SmoothOrder one, SmoothOrder other) {
        return Arrays.equals(one.currents(), other.currents());
    }

    /** Returns the index at the next place, {@link #OVER} where there is none. */
    int take() {
        int place = place(taken.getAndIncrement());
        return place < order.length ? order[place] : OVER;
    }

    private int place(long number) {
        if (number < order.length || repeated == 0) {
            return (int) Math.min(number, order.length);
        }
        return order.length - repeated + (int) ((number - order.length) % repeated);
    }

    /** Returns the piece that follows this one. */
    OrderPart next() {
        return of(after);
    }

    /** Returns the current values of the order, by index, behind the places that are taken. */
    long[] currents() {
        SmoothOrder now = before.copy();
        now.next(place(taken.get()));
        return now.currents();
    }
}
