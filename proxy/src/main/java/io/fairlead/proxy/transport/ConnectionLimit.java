package io.fairlead.proxy.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections the sockets that share it may have at a time. Who finds none left waits its turn. Any thread may use it; it has no
 * lock.
 *
 * <p>Whoever waits is in the queue before it looks once more, and whoever gives a connection back looks at the queue after that: no
 * wake-up is missed. Nobody takes a connection while others wait.
 */
public final class ConnectionLimit {

    private final AtomicInteger taken = new AtomicInteger();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile int limit;

    /** Creates a limit of so many connections. */
    public ConnectionLimit(int limit) {
        this.limit = limit;
    }

    /** Changes the limit: connections that were taken stay so. */
    public void change(int newLimit) {
        limit = newLimit;
        serveWaiting();
    }

    /**
     * Takes a connection.
     *
     * @param later is called, on any thread, perhaps before this returns, once a connection has been taken for it; where one is taken now
     *     it is not
     * @return whether one is taken now
     */
    boolean take(Runnable later) {
        if (waiting.isEmpty() && takeIfFree()) {
            return true;
        }
        waiting.add(later);
        serveWaiting();
        return false;
    }

    /** Gives a connection back. */
    void release() {
        taken.decrementAndGet();
        serveWaiting();
    }

    private void serveWaiting() {
        while (!waiting.isEmpty() && takeIfFree()) {
            Runnable next = waiting.poll();
            if (next == null) {
                taken.decrementAndGet();
            } else {
                next.run();
            }
        }
    }

    private boolean takeIfFree() {
        while (true) {
            int now = taken.get();
            if (now >= limit) {
                return false;
            }
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }
}
