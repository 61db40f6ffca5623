package io.fairlead.bench.openloop;

import java.util.Arrays;

/** The calls of a connection that are not answered, by the number of the stream, without an object for each. */
final class Outstanding {

    private static final long NONE = Long.MIN_VALUE;
    private static final int FIRST_SIZE = 16;

    /** The time of a stream is at half its number, modulo the length, which is a power of two. */
    private long[] dues = empty(FIRST_SIZE);

    private int[] streams = new int[FIRST_SIZE];
    private int count;

    /** {@code stream}: odd. */
    void add(int stream, long due) {
        while (dues[slot(stream)] != NONE) {
            grow();
        }
        streams[slot(stream)] = stream;
        dues[slot(stream)] = due;
        count++;
    }

    boolean has(int stream) {
        return dues[slot(stream)] != NONE && streams[slot(stream)] == stream;
    }

    /** Removes a stream that it {@link #has}, and returns its time. */
    long remove(int stream) {
        long due = dues[slot(stream)];
        dues[slot(stream)] = NONE;
        count--;
        return due;
    }

    int count() {
        return count;
    }

    private int slot(int stream) {
        return (stream >>> 1) & (dues.length - 1);
    }

    private void grow() {
        long[] oldDues = dues;
        int[] oldStreams = streams;
        dues = empty(oldDues.length * 2);
        streams = new int[dues.length];
        for (int i = 0; i < oldDues.length; i++) {
            if (oldDues[i] != NONE) {
                dues[slot(oldStreams[i])] = oldDues[i];
                streams[slot(oldStreams[i])] = oldStreams[i];
            }
        }
    }

    private static long[] empty(int size) {
        long[] dues = new long[size];
        Arrays.fill(dues, NONE);
        return dues;
    }
}
