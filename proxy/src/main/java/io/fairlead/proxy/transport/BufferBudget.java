package io.fairlead.proxy.transport;

import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes a proxy may hold at a time that one side has sent and the other has not taken. Any thread may use it; it has no lock.
 */
public final class BufferBudget {

    private static final long LARGEST = 128L * 1024 * 1024;

    private final AtomicLong held = new AtomicLong();
    private final long limit;

    /** Creates a budget of so many bytes, none of them taken. */
    public BufferBudget(long limit) {
        this.limit = limit;
    }

    /** Returns one of 128 MiB, or of a quarter of the memory that the process may have for buffers where that is less. */
    static BufferBudget ofThisProcess() {
        return new BufferBudget(Math.min(LARGEST, PlatformDependent.maxDirectMemory() / 4));
    }

    /**
     * Takes so many bytes where that many are left.
     *
     * @return whether it did; if not, nothing has changed
     */
    public boolean take(long bytes) {
        long before;
        do {
            before = held.get();
            if (bytes > limit - before) {
                return false;
            }
        } while (!held.compareAndSet(before, before + bytes));
        return true;
    }

    /** Gives back so many of the bytes that were taken. */
    public void give(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Returns how many bytes are taken at this moment. */
    public long held() {
        return held.get();
    }

    /** Returns how many may be. */
    public long limit() {
        return limit;
    }
}
