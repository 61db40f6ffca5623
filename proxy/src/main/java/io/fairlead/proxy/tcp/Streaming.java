package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.DataPath;

/**
 * Whether the bytes of one direction are worth a pipe, by their shape so far. To splice costs a system call more than to copy, which pays from
 * some 16 KiB on.
 *
 * <p>HAProxy's rule for {@code option splice-auto} ({@code CF_STREAMER_FAST}, of {@code src/stconn.c}): {@value #TIMES} times in a row the
 * buffer was filled by one read, and it is over once {@value #TIMES} times in a row half of it or less came.
 */
final class Streaming {

    static final Streaming NEVER = new Streaming(DataPath.Copy);

    private static final int TIMES = 3;

    private final DataPath path;
    private boolean streams;
    private int inRow;

    Streaming(DataPath path) {
        this.path = path;
    }

    /** Whether the next bytes are to be spliced. */
    boolean splices() {
        return switch (path) {
            case Auto -> streams;
            case Copy -> false;
            case Splice -> true;
        };
    }

    /** Notes that {@code bytes} came at once, where the buffer has room for {@code capacity}. */
    void moved(int bytes, int capacity) {
        if (path != DataPath.Auto) {
            return;
        }
        boolean against = streams ? bytes <= capacity / 2 : bytes >= capacity;
        inRow = against ? inRow + 1 : 0;
        if (inRow == TIMES) {
            streams = !streams;
            inRow = 0;
        }
    }
}
