package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.FrameWriter;
import java.util.concurrent.TimeUnit;

/**
 * How much the other side of a connection may send on one stream. What was handed on is given back once it is half of the window. Where that comes
 * to pass twice within a short while the window is what holds the stream up, and is doubled: a stream whose bytes are handed on slowly does not
 * bring it about, so a window is large only where its bytes move.
 */
final class ReceiveWindow {

    /** How large each is at first. */
    static final int INITIAL = 64 * 1024;

    private static final int LARGEST = 1024 * 1024;
    private static final long FAST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Http2Connection source;
    private final int stream;
    private final WindowGrowth growth;
    private int size = INITIAL;
    private int left = INITIAL;
    private int handedOn;
    private long lastReturnNanos;
    private boolean ended;

    ReceiveWindow(Http2Connection source, int stream, WindowGrowth growth) {
        this.source = source;
        this.stream = stream;
        this.growth = growth;
        lastReturnNanos = source.now();
    }

    /** Notes that {@code bytes} came; returns {@code false} where that is more than may come. */
    boolean received(int bytes) {
        left -= bytes;
        return left >= 0;
    }

    /** Notes that {@code bytes} of what came need no room any more. */
    void handedOn(int bytes) {
        handedOn += bytes;
        if (handedOn >= size / 2 && !ended) {
            giveBack();
        }
    }

    private void giveBack() {
        long now = source.now();
        int returned = handedOn;
        if (now - lastReturnNanos < FAST_NANOS && size < LARGEST && growth.take(size)) {
            returned += size;
            size *= 2;
        }
        lastReturnNanos = now;
        handedOn = 0;
        left += returned;
        FrameWriter.windowUpdate(source.output().frames(), stream, returned);
    }

    /** Notes that nothing more comes: nothing is given back any more. */
    void end() {
        if (!ended) {
            ended = true;
            growth.give(size - INITIAL);
        }
    }
}
