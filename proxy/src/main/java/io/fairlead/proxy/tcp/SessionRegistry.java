package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.Endpoint;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that are not over, so that they can be ended from outside; any thread may use it. */
public final class SessionRegistry {

    private final Set<TcpSession> sessions = ConcurrentHashMap.newKeySet();

    void add(TcpSession session) {
        sessions.add(session);
    }

    void remove(TcpSession session) {
        sessions.remove(session);
    }

    /** Returns how many sessions are not over. */
    public int size() {
        return sessions.size();
    }

    /** Ends the sessions on which no byte moved for {@code idle}; zero ends them all. Returns at once. */
    public void endIdle(Duration idle) {
        sessions.forEach(session -> session.endIfIdle(idle));
    }

    /** Ends the sessions that are on one of {@code servers}. Returns at once. */
    public void endOn(Set<Endpoint> servers, ServerMark mark) {
        sessions.forEach(session -> session.endIfOn(servers, mark));
    }
}
