package io.fairlead.proxy.backend;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** A number of connections; any thread may read and change it, and who balances by it learns of each change. */
public final class ConnectionCount {

    private static final AtomicIntegerFieldUpdater<ConnectionCount> COUNT =
            AtomicIntegerFieldUpdater.newUpdater(ConnectionCount.class, "count");

    private final Runnable changed;
    private volatile int count;

    /** Creates it as 0; {@code changed} is called after each change, on the thread that made it. */
    ConnectionCount(Runnable changed) {
        this.changed = changed;
    }

    public int get() {
        return count;
    }

    public void set(int value) {
        count = value;
        changed.run();
    }

    public int incrementAndGet() {
        return addAndGet(1);
    }

    public int decrementAndGet() {
        return addAndGet(-1);
    }

    public int addAndGet(int delta) {
        int after = COUNT.addAndGet(this, delta);
        changed.run();
        return after;
    }

    /**
     * Counts one more where that does not go beyond {@code limit}.
     *
     * @return whether it did
     */
    public boolean incrementWithin(int limit) {
        int before;
        do {
            before = count;
            if (before >= limit) {
                return false;
            }
        } while (!COUNT.compareAndSet(this, before, before + 1));
        changed.run();
        return true;
    }
}
