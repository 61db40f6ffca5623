package io.fairlead.proxy.tcp;

import io.fairlead.proxy.rpc.RpcListener;
import io.fairlead.proxy.transport.RelayStats;
import io.fairlead.proxy.transport.Transport;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all sessions share.
 *
 * @param transport makes the connections to servers
 * @param clock tells when a connection was accepted
 * @param registry the sessions of the process that are not over
 * @param random says by how much lifetimes differ; any thread may use it
 * @param relayStats counts what is relayed
 * @param observer is told of each that ends
 * @param rpcs is told of each RPC that ends
 */
public record SessionContext(
        Transport transport,
        InstantSource clock,
        SessionRegistry registry,
        RandomGenerator random,
        RelayStats relayStats,
        ConnectionListener observer,
        RpcListener rpcs) {

    /** Notes a session that begins. */
    public void opened(SessionRegistry.Entry session) {
        registry.add(session);
    }

    /** Notes a session that is over. */
    public void closed(SessionRegistry.Entry session, ConnectionRecord connection) {
        registry.remove(session);
        observer.closed(connection);
    }
}
