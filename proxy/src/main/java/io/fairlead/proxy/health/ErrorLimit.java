package io.fairlead.proxy.health;

import io.fairlead.proxy.backend.ConnectObserver;
import io.fairlead.proxy.transport.SocketErrors;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the connections to an endpoint that failed in a row, and tells each time that they are so many. */
final class ErrorLimit implements ConnectObserver {

    private final EventExecutor control;
    private final int limit;
    private final Consumer<String> reached;
    private final AtomicInteger errors = new AtomicInteger();

    /** Used on the control thread alone. */
    private boolean stopped;

    /**
     * Creates one that has counted nothing.
     *
     * @param reached is given what happened, on the control thread; the count begins anew then
     */
    ErrorLimit(EventExecutor control, int limit, Consumer<String> reached) {
        this.control = control;
        this.limit = limit;
        this.reached = reached;
    }

    @Override
    public void connected() {
        reset();
    }

    @Override
    public void connectFailed(Throwable cause) {
        if (errors.incrementAndGet() == limit) {
            errors.set(0);
            String message = limit + " connections in a row failed, the last one: " + SocketErrors.reason(cause);
            control.execute(() -> tell(message));
        }
    }

    private void tell(String message) {
        if (!stopped) {
            reached.accept(message);
        }
    }

    /** Begins to count anew. */
    void reset() {
        if (errors.get() != 0) {
            errors.set(0);
        }
    }

    /** Tells nothing any more; is called on the control thread. */
    void stop() {
        stopped = true;
    }
}
