package io.fairlead.proxy.http2;

import java.util.Arrays;

/**
 * A dynamic table, RFC 7541 sections 2.3.2 and 4. An entry has a number, one above that of the entry before it, and lies in one array behind that
 * one; where the array ends what is live moves to its front. As at most half of the array is live, each octet moves at most once on average.
 * The arrays grow with what is in the table.
 */
final class DynamicTable {

    /** The size of a table whose size nobody spoke of. */
    static final int DEFAULT_SIZE = 4096;

    private static final int BYTES = 512;
    private static final int SLOTS = 8;

    private byte[] bytes = Bytes.NONE;
    private int end;
    private int[] starts = {};
    private int[] nameLengths = {};
    private int[] valueLengths = {};
    private int next = 1;
    private int count;
    private int size;
    private int maxSize;

    DynamicTable(int maxSize) {
        this.maxSize = maxSize;
    }

    int count() {
        return count;
    }

    int size() {
        return size;
    }

    int maxSize() {
        return maxSize;
    }

    void maxSize(int newMaxSize) {
        maxSize = newMaxSize;
        evictTo(maxSize);
    }

    /**
     * Adds an entry whose value lies behind its name, and drops old ones for it. One that is larger than the table empties it.
     *
     * @return its number, 0 where it did not fit; a number may be 0 after four thousand million others
     */
    int add(byte[] from, int start, int nameLength, int valueLength) {
        long entrySize = (long) nameLength + valueLength + Fields.OVERHEAD;
        if (entrySize > maxSize) {
            evictTo(0);
            return 0;
        }
        evictTo(maxSize - (int) entrySize);
        int length = nameLength + valueLength;
        makePlace(length);
        System.arraycopy(from, start, bytes, end, length);
        int number = next++;
        int slot = slot(number);
        starts[slot] = end;
        nameLengths[slot] = nameLength;
        valueLengths[slot] = valueLength;
        end += length;
        size += (int) entrySize;
        count++;
        return number;
    }

    /** Returns where an entry is, counted from 1, the newest. Only one up to {@link #count} is in the table. */
    int position(int number) {
        return next - number;
    }

    boolean holds(int number) {
        int position = position(number);
        return position > 0 && position <= count;
    }

    /** Returns the number of the entry at a position. */
    int number(int position) {
        return next - position;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int number) {
        return starts[slot(number)];
    }

    int nameLength(int number) {
        return nameLengths[slot(number)];
    }

    int valueLength(int number) {
        return valueLengths[slot(number)];
    }

    private void evictTo(int limit) {
        while (size > limit) {
            int oldest = slot(next - count);
            size -= nameLengths[oldest] + valueLengths[oldest] + Fields.OVERHEAD;
            count--;
        }
    }

    private void makePlace(int length) {
        if (count == starts.length) {
            growSlots();
        }
        if (end + length > bytes.length) {
            int live = size - count * Fields.OVERHEAD;
            int capacity = Math.max(bytes.length, BYTES);
            while (capacity < 2 * (live + length)) {
                capacity *= 2;
            }
            moveTo(capacity == bytes.length ? bytes : new byte[capacity], live);
        }
    }

    private void moveTo(byte[] target, int live) {
        int from = end - live;
        System.arraycopy(bytes, from, target, 0, live);
        for (int position = 1; position <= count; position++) {
            starts[slot(number(position))] -= from;
        }
        bytes = target;
        end = live;
    }

    private void growSlots() {
        int[] oldStarts = starts;
        int[] oldNames = nameLengths;
        int[] oldValues = valueLengths;
        int oldMask = starts.length - 1;
        starts = Arrays.copyOf(starts, Math.max(SLOTS, 2 * starts.length));
        nameLengths = new int[starts.length];
        valueLengths = new int[starts.length];
        for (int position = 1; position <= count; position++) {
            int number = number(position);
            starts[slot(number)] = oldStarts[number & oldMask];
            nameLengths[slot(number)] = oldNames[number & oldMask];
            valueLengths[slot(number)] = oldValues[number & oldMask];
        }
    }

    private int slot(int number) {
        return number & (starts.length - 1);
    }
}
