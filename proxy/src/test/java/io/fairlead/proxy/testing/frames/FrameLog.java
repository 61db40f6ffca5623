package io.fairlead.proxy.testing.frames;

import io.fairlead.proxy.testing.frames.Frame.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The frames that came and nobody took yet, in order, for one thread that adds and any that take. */
final class FrameLog {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final List<Frame> frames = new ArrayList<>();

    void add(Frame frame) {
        lock.lock();
        try {
            frames.add(frame);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Frame> all() {
        lock.lock();
        try {
            return List.copyOf(frames);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first frame of that type that {@code wanted} holds for, and takes it out of the order. */
    <F extends Frame> F take(Class<F> type, Predicate<F> wanted) throws InterruptedException {
        long left = LONGEST.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                F found = remove(type, wanted);
                if (found != null) {
                    return found;
                }
                if (left <= 0 || (!frames.isEmpty() && frames.getLast() instanceof End)) {
                    throw new AssertionError("no such " + type.getSimpleName() + " came, but " + frames);
                }
                left = added.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private <F extends Frame> @Nullable F remove(Class<F> type, Predicate<F> wanted) {
        for (Iterator<Frame> each = frames.iterator(); each.hasNext(); ) {
            Frame frame = each.next();
            if (type.isInstance(frame) && wanted.test(type.cast(frame))) {
                if (!(frame instanceof End)) {
                    each.remove();
                }
                return type.cast(frame);
            }
        }
        return null;
    }
}
