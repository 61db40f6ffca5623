package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The sessions that are not over, and the connections that have none yet, so that they can be ended from outside; any thread may use it. */
public final class SessionRegistry {

    private final Set<Entry> sessions = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Duration longestIdle;

    /** What may be ended; any thread may call it. */
    public interface Entry {

        /** Ends it once no byte has moved on it for {@code idle}, and {@code after} is over besides. Returns at once. */
        void endOnceIdle(Duration idle, Duration after);

        /** Ends it. Returns at once. */
        void kill();

        /** Ends it if it is on one of {@code servers}, as only a session can be. Returns at once. */
        default void endIfOn(Set<Endpoint> servers, ServerMark mark) {}
    }

    /** Adds one that begins. */
    public void add(Entry session) {
        sessions.add(session);
        Duration idle = longestIdle;
        if (idle != null) {
            session.endOnceIdle(idle, Duration.ZERO);
        }
    }

    /** Removes one that is over. */
    public void remove(Entry session) {
        sessions.remove(session);
    }

    /** Returns how many sessions are not over. */
    public int size() {
        return sessions.size();
    }

    /**
     * From now on ends each session on which no byte moves for {@code idle}. Those that there are now have turns, evenly over {@code
     * spread}: each ends by so much later, even if they all are idle from one moment on. Returns at once.
     *
     * @param random says whose turn is when
     */
    public void endIdle(Duration idle, Duration spread, RandomGenerator random) {
        longestIdle = idle;
        List<Entry> order = new ArrayList<>(sessions);
        Collections.shuffle(order, random);
        for (int i = 0; i < order.size(); i++) {
            order.get(i).endOnceIdle(idle, spread.multipliedBy(i).dividedBy(order.size()));
        }
    }

    /** Ends all sessions. Returns at once. */
    public void endAll() {
        sessions.forEach(Entry::kill);
    }

    /** Ends the sessions that are on one of {@code servers}. Returns at once. */
    public void endOn(Set<Endpoint> servers, ServerMark mark) {
        sessions.forEach(session -> session.endIfOn(servers, mark));
    }
}
