package io.fairlead.proxy.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The pipes of an event loop, on which it is used alone. A pipe belongs to a connection only while bytes are in it, so that those that are
 * idle serve whichever connection comes next.
 */
final class PipePool {

    /** A pipe has two file descriptors, and may hold as much of the kernel's memory as its 16 slots have room for. */
    static final int MOST = 256;

    static final int MOST_IDLE = 8;

    private final RelayStats stats;
    private final Opener opener;
    private final Deque<Pipe> idle = new ArrayDeque<>(MOST_IDLE);
    private int inUse;

    PipePool(RelayStats stats) {
        this(stats, Pipe::open);
    }

    PipePool(RelayStats stats, Opener opener) {
        this.stats = stats;
        this.opener = opener;
    }

    /** Opens pipes. */
    interface Opener {

        /**
         * Opens a pipe.
         *
         * @throws IOException where no file descriptor is left
         */
        Pipe open() throws IOException;
    }

    /** Returns an empty pipe; {@code null} where there are {@value #MOST} in use, or no file descriptor is left. */
    @Nullable
    Pipe take() {
        Pipe pipe = idle.pollFirst();
        if (pipe != null) {
            stats.pipesIdle().decrementAndGet();
        } else if (inUse == MOST) {
            return null;
        } else {
            try {
                pipe = opener.open();
            } catch (IOException e) {
                return null;
            }
        }
        inUse++;
        stats.pipesInUse().incrementAndGet();
        return pipe;
    }

    /** Takes {@code pipe} back; one that still holds bytes is closed, with them. */
    void giveBack(Pipe pipe) {
        inUse--;
        stats.pipesInUse().decrementAndGet();
        if (pipe.held() > 0 || idle.size() == MOST_IDLE) {
            pipe.close();
        } else {
            idle.addFirst(pipe);
            stats.pipesIdle().incrementAndGet();
        }
    }

    void close() {
        stats.pipesIdle().addAndGet(-idle.size());
        idle.forEach(Pipe::close);
        idle.clear();
    }
}
