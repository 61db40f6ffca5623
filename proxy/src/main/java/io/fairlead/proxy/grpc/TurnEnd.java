package io.fairlead.proxy.grpc;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The end of an event loop's turn, at which all that its connections have to send goes out: what many frames bring about in one turn leaves in one
 * write. An event loop runs its tasks behind the I/O of its turn.
 */
final class TurnEnd implements Runnable {

    private final EventLoop loop;
    private final Queue<Output> unsent = new ArrayDeque<>();
    private boolean scheduled;

    TurnEnd(EventLoop loop) {
        this.loop = loop;
    }

    /** Has {@code output} flushed at the end of the turn. */
    void flushLater(Output output) {
        unsent.add(output);
        if (!scheduled) {
            scheduled = true;
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        scheduled = false;
        for (Output output = unsent.poll(); output != null; output = unsent.poll()) {
            output.flush();
        }
    }
}
