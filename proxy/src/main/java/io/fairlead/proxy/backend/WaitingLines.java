package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.EndpointState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections that wait for a backend: one line for each endpoint that some wait for, and one for all that wait for any. All but
 * {@link #waiting} is called by one thread at a time.
 *
 * <p>A place that comes free costs O(log n) for n that wait, and a pick. Only where the backend's own limit holds them up are the heads of
 * all lines looked at.
 */
final class WaitingLines {

    private final WaitingLine forAny = new WaitingLine(null);

    /** None of them is empty. */
    private final Map<Endpoint, WaitingLine> forOne = new HashMap<>();

    private long arrivals;

    /** How many wait, in all lines. */
    private final AtomicInteger waiting = new AtomicInteger();

    private enum Turn {
        /** The first of the line was given a place. */
        GIVEN,
        /** It left the line without a place, and it is the next one's turn. */
        LEFT,
        /** There is no place for it. */
        NONE
    }

    /** Returns how many wait; any thread may call it. */
    int waiting() {
        return waiting.get();
    }

    /**
     * Adds one at the end, and gives a place that came free in the meantime to the first who can have it.
     *
     * @param endpoint what it waits for, {@code null} for any
     */
    Waiting add(PlaceSeeker seeker, @Nullable Endpoint endpoint) {
        Waiting added = new Waiting(seeker, arrivals++);
        enter(added, endpoint);
        if (endpoint != null) {
            moveIfLeftBehind(endpoint, seeker.pool());
        }
        freed(endpoint);
        return added;
    }

    /** Takes one out; returns {@code false} where it does not wait any more. */
    boolean remove(Waiting leaving) {
        WaitingLine line = leaving.line();
        if (line == null) {
            return false;
        }
        line.remove(leaving);
        left(line, leaving.seeker().pool());
        return true;
    }

    /** Gives a place to the first who can have it of those that wait for {@code endpoint}, or for any. */
    void freed(@Nullable Endpoint endpoint) {
        if (waiting.get() > 0) {
            BackendPool pool = pool();
            boolean limited = pool.config().maxConnections() != null;
            Set<Endpoint> concerned = endpoint == null ? Set.of() : Set.of(endpoint);
            serve(pool, limited ? forOne.keySet() : concerned);
        }
    }

    /** Gives places to all who can have one in the newest snapshot. */
    void serveAll() {
        if (waiting.get() > 0) {
            BackendPool pool = pool();
            List.copyOf(forOne.keySet()).forEach(endpoint -> moveIfLeftBehind(endpoint, pool));
            boolean served = true;
            while (served) {
                served = serve(pool, forOne.keySet());
            }
        }
    }

    /** Returns the newest snapshot, while somebody waits. */
    private BackendPool pool() {
        WaitingLine line = forAny.isEmpty() ? forOne.values().iterator().next() : forAny;
        return line.first().seeker().pool();
    }

    /** Gives a place to the first who can have it of those that wait for any endpoint, or for one of {@code among}. */
    private boolean serve(BackendPool pool, Set<Endpoint> among) {
        WaitingLine one = firstWithRoom(among, pool);
        Turn turn = Turn.LEFT;
        while (turn == Turn.LEFT && !forAny.isEmpty() && (one == null || forAny.isBefore(one))) {
            turn = serveAny(one, pool);
        }
        return turn == Turn.GIVEN || (one != null && serveOne(one, pool));
    }

    private @Nullable WaitingLine firstWithRoom(Set<Endpoint> among, BackendPool pool) {
        WaitingLine first = null;
        for (Endpoint endpoint : among) {
            WaitingLine line = forOne.get(endpoint);
            Candidate candidate = pool.reachable(endpoint);
            boolean hasRoom = candidate != null && endpoint.stats().active().get() < candidate.maxConnections();
            if (line != null && hasRoom && (first == null || line.isBefore(first))) {
                first = line;
            }
        }
        return first;
    }

    private boolean serveOne(WaitingLine line, BackendPool pool) {
        Candidate candidate = candidate(line, pool);
        return candidate != null && give(line, candidate, pool);
    }

    private static @Nullable Candidate candidate(WaitingLine line, BackendPool pool) {
        return line.endpoint() == null ? null : pool.reachable(line.endpoint());
    }

    /**
     * Serves the first who waits for any endpoint. Nothing is picked that others wait for, but who came before them goes first.
     *
     * @param later a line of those that came later and wait for an endpoint that has room
     */
    private Turn serveAny(@Nullable WaitingLine later, BackendPool pool) {
        Waiting first = forAny.first();
        return switch (pool.pick(first.seeker(), first.seeker().tried())) {
            case Candidate picked -> {
                if (give(forAny, picked, pool)) {
                    yield Turn.GIVEN;
                }
                if (!pool.picksByHash()) {
                    yield Turn.NONE;
                }
                remove(first);
                enter(first, picked.endpoint());
                yield Turn.LEFT;
            }
            case NoPick.ALL_FULL -> {
                Candidate awaited = later == null ? null : candidate(later, pool);
                boolean given = awaited != null && pool.candidates().contains(awaited) && give(forAny, awaited, pool);
                yield given ? Turn.GIVEN : Turn.NONE;
            }
            case NoPick.NONE_UP -> {
                remove(first);
                first.seeker().placed(NoPlace.NONE_UP);
                yield Turn.LEFT;
            }
        };
    }

    private boolean give(WaitingLine line, Candidate candidate, BackendPool pool) {
        Assignment assignment = Assignment.take(pool, candidate);
        if (assignment == null) {
            return false;
        }
        Waiting first = line.first();
        line.give(first);
        left(line, pool);
        first.seeker().placed(assignment);
        return true;
    }

    /**
     * Has those that wait for an endpoint that cannot be connected to any more wait for another. Where it is only down, and the
     * configuration wants no redispatch, they stay, as in HAProxy: it may come back.
     */
    private void moveIfLeftBehind(Endpoint endpoint, BackendPool pool) {
        WaitingLine line = forOne.get(endpoint);
        if (line == null || pool.reachable(endpoint) != null) {
            return;
        }
        boolean isDown = pool.members().stream()
                .anyMatch(member -> member.endpoint() == endpoint && member.state() == EndpointState.Down);
        if (isDown && !pool.config().redispatchOrDefault()) {
            return;
        }
        for (Waiting moved : line.all()) {
            remove(moved);
            moved.moveOn();
            Candidate stuckTo = pool.stuckTo(moved.seeker());
            if (stuckTo == null && forAny.isEmpty()) {
                placeOrEnter(moved, pool);
            } else {
                enter(moved, stuckTo == null ? null : stuckTo.endpoint());
            }
        }
    }

    private void placeOrEnter(Waiting moved, BackendPool pool) {
        PlaceSeeker seeker = moved.seeker();
        switch (pool.pick(seeker, seeker.tried())) {
            case Candidate picked -> {
                Assignment assignment = Assignment.take(pool, picked);
                if (assignment == null) {
                    enter(moved, pool.picksByHash() ? picked.endpoint() : null);
                } else {
                    seeker.placed(assignment);
                }
            }
            case NoPick.ALL_FULL -> enter(moved, null);
            case NoPick.NONE_UP -> seeker.placed(NoPlace.NONE_UP);
        }
    }

    private void enter(Waiting entering, @Nullable Endpoint endpoint) {
        if (endpoint == null) {
            forAny.add(entering);
            entering.seeker().pool().stats().queued().incrementAndGet();
        } else {
            forOne.computeIfAbsent(endpoint, WaitingLine::new).add(entering);
            endpoint.stats().queued().incrementAndGet();
        }
        waiting.incrementAndGet();
    }

    private void left(WaitingLine line, BackendPool pool) {
        Endpoint endpoint = line.endpoint();
        if (endpoint == null) {
            pool.stats().queued().decrementAndGet();
        } else {
            endpoint.stats().queued().decrementAndGet();
            if (line.isEmpty()) {
                forOne.remove(endpoint);
            }
        }
        waiting.decrementAndGet();
    }
}
