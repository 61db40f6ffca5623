package io.fairlead.proxy.grpc;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One turn of an event loop after another. At the end of each all that its connections have to send goes out: what many frames bring about in one
 * turn leaves in one write. An event loop runs its tasks behind the I/O of its turn. The clock is read once in a turn: for each frame it would be a
 * twentieth of all that a call costs.
 */
final class Turn implements Runnable {

    private final EventLoop loop;
    private final Queue<Output> unsent = new ArrayDeque<>();
    private boolean begun;
    private long nowNanos;

    Turn(EventLoop loop) {
        this.loop = loop;
    }

    /** Has {@code output} flushed at the end of the turn. */
    void flushLater(Output output) {
        unsent.add(output);
        begin();
    }

    /** Returns the time of this turn, in nanoseconds of the event loop's clock. */
    long now() {
        begin();
        return nowNanos;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            nowNanos = loop.ticker().nanoTime();
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        begun = false;
        for (Output output = unsent.poll(); output != null; output = unsent.poll()) {
            output.flush();
        }
    }
}
