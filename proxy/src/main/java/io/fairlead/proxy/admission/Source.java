package io.fairlead.proxy.admission;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What is known of one client's address. Any thread may use it. */
final class Source implements Verdict.Admitted {

    private static final int FORGOTTEN = -1;

    private final SourceTable table;
    private final InetAddress address;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<SlidingRate> rate = new AtomicReference<>(SlidingRate.NEVER);
    private volatile long seenNanos;

    /** Where it stands in the table's order of age; guarded by the table's lock. */
    private long filedNanos;

    /** Whether it stands in that order; written under the table's lock. */
    private volatile boolean filed;

    Source(SourceTable table, InetAddress address) {
        this.table = table;
        this.address = address;
    }

    /** What became of {@link #take}. */
    enum Taken {
        TAKEN,
        FULL,
        FORGOTTEN
    }

    /** Takes one of {@code most} connections. */
    Taken take(int most) {
        while (true) {
            int now = connections.get();
            if (now == FORGOTTEN) {
                return Taken.FORGOTTEN;
            }
            if (now >= most) {
                return Taken.FULL;
            }
            if (connections.compareAndSet(now, now + 1)) {
                return Taken.TAKEN;
            }
        }
    }

    @Override
    public void release(long nowNanos) {
        seenNanos = nowNanos;
        if (connections.decrementAndGet() == 0 && !filed) {
            table.file(this);
        }
    }

    /** Returns how many attempts there were in the {@code period} that ends with this one. */
    int countAttempt(long nowNanos, Duration period) {
        return rate.updateAndGet(before -> before.again(nowNanos, period)).perPeriod(nowNanos, period);
    }

    /** Gives it up for good, unless it has connections. */
    boolean forget() {
        return connections.compareAndSet(0, FORGOTTEN);
    }

    boolean idle() {
        return connections.get() <= 0;
    }

    InetAddress address() {
        return address;
    }

    void seen(long nowNanos) {
        seenNanos = nowNanos;
    }

    long seenNanos() {
        return seenNanos;
    }

    long filedNanos() {
        return filedNanos;
    }

    boolean filed() {
        return filed;
    }

    /** Notes that it stands in the order of age as one that was last seen when it really was; under the table's lock. */
    void setFiled() {
        filedNanos = seenNanos;
        filed = true;
    }

    /** Notes that it has left that order; under the table's lock. */
    void setUnfiled() {
        filed = false;
    }
}
