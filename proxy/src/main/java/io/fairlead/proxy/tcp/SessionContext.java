package io.fairlead.proxy.tcp;

import io.fairlead.proxy.transport.Transport;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all sessions share.
 *
 * @param transport makes the connections to servers
 * @param clock tells when a connection was accepted
 * @param registry the sessions of the process that are not over
 * @param processConnections how many those are
 * @param observer is told of each that ends
 */
public record SessionContext(
        Transport transport,
        InstantSource clock,
        SessionRegistry registry,
        AtomicInteger processConnections,
        ConnectionListener observer) {

    void opened(TcpSession session) {
        processConnections.incrementAndGet();
        registry.add(session);
    }

    void closed(TcpSession session, ConnectionRecord connection) {
        registry.remove(session);
        processConnections.decrementAndGet();
        observer.closed(connection);
    }
}
