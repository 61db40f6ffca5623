package io.fairlead.proxy.backend;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives a backend's connections their places, and has those that come while there is none wait: for the endpoint that their client sticks
 * to or that it hashes to, or else for any. Who came first is served first, and nobody overtakes. Any thread may use it.
 *
 * <p>As long as nobody waits it takes no lock. A connection that waits is counted before it looks for a place once more, and a place is
 * given back before it is looked whether anybody waits: one of the two always sees the other.
 */
public final class ConnectionQueue {

    private final ReentrantLock lock = new ReentrantLock();

    /** Changed under the lock; whether anybody waits is read without. */
    private final WaitingLines lines = new WaitingLines();

    /**
     * Asks for a place.
     *
     * @return a {@link Waiting} where there is none yet; then {@link PlaceSeeker#placed} will be called, at once perhaps
     */
    public Placement place(PlaceSeeker seeker) {
        BackendPool pool = seeker.pool();
        Candidate stuckTo = pool.stuckTo(seeker);
        if (stuckTo != null) {
            return placeOn(stuckTo, stuckTo.endpoint(), seeker, pool);
        }
        if (pool.stats().queued().get() > 0) {
            return enqueue(seeker, null);
        }
        return switch (pool.pick(seeker, seeker.tried())) {
            case Candidate picked -> placeOn(picked, pool.picksByHash() ? picked.endpoint() : null, seeker, pool);
            case NoPick.NONE_UP -> NoPlace.NONE_UP;
            case NoPick.ALL_FULL -> enqueue(seeker, null);
        };
    }

    /** Takes a place; where there is none, it waits for one of {@code endpoint}'s, or of any where that is {@code null}. */
    private Placement placeOn(Candidate candidate, @Nullable Endpoint endpoint, PlaceSeeker seeker, BackendPool pool) {
        Assignment assignment = isAwaited(candidate, pool) ? null : Assignment.take(pool, candidate);
        return assignment == null ? enqueue(seeker, endpoint) : assignment;
    }

    /** Whether somebody waits for a place on {@code candidate}, or for one of the backend's where their number is limited. */
    private boolean isAwaited(Candidate candidate, BackendPool pool) {
        return lines.waiting() > 0
                && (pool.config().maxConnections() != null
                        || candidate.endpoint().stats().queued().get() > 0);
    }

    private Placement enqueue(PlaceSeeker seeker, @Nullable Endpoint endpoint) {
        lock.lock();
        try {
            BackendPool pool = seeker.pool();
            if (isFull(pool)) {
                lines.freed(endpoint);
            }
            return isFull(pool) ? elsewhere(seeker, pool) : lines.add(seeker, endpoint);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(BackendPool pool) {
        return lines.waiting() >= pool.config().maxQueueOrUnlimited();
    }

    /** Whose client sticks to an endpoint may go to another one where too many wait, as in HAProxy. */
    private static Placement elsewhere(PlaceSeeker seeker, BackendPool pool) {
        if (pool.stuckTo(seeker) != null
                && pool.config().redispatchOrDefault()
                && pool.pick(seeker, seeker.tried()) instanceof Candidate other) {
            Assignment assignment = Assignment.take(pool, other);
            if (assignment != null) {
                return assignment;
            }
        }
        return NoPlace.QUEUE_FULL;
    }

    /**
     * Ends a wait without a place.
     *
     * @return {@code false} where it is over already: {@link PlaceSeeker#placed} has been called
     */
    public boolean leave(Waiting leaving) {
        lock.lock();
        try {
            return lines.remove(leaving);
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many connections wait. */
    int waiting() {
        return lines.waiting();
    }

    /** Gives a place that was given back, one of {@code endpoint}'s, to the first who waits for it. */
    void freed(Endpoint endpoint) {
        if (lines.waiting() > 0) {
            lock.lock();
            try {
                lines.freed(endpoint);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Gives those that wait what a new snapshot has for them: further places, other endpoints, or no endpoint any more. */
    public void snapshotChanged() {
        if (lines.waiting() > 0) {
            lock.lock();
            try {
                lines.serveAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
