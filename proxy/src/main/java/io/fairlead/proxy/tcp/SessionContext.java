package io.fairlead.proxy.tcp;

import io.fairlead.proxy.transport.Transport;
import java.time.InstantSource;

/**
 * What all sessions share.
 *
 * @param transport makes the connections to servers
 * @param clock tells when a connection was accepted
 * @param registry the sessions of the process that are not over
 * @param observer is told of each that ends
 */
public record SessionContext(
        Transport transport, InstantSource clock, SessionRegistry registry, ConnectionListener observer) {

    void opened(TcpSession session) {
        registry.add(session);
    }

    void closed(TcpSession session, ConnectionRecord connection) {
        registry.remove(session);
        observer.closed(connection);
    }
}
