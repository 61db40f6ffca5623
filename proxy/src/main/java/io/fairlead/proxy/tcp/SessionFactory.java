package io.fairlead.proxy.tcp;

import io.fairlead.proxy.proxyprotocol.Origin;
import io.netty.channel.socket.SocketChannel;

/** Starts the session of a client that was let in. */
@FunctionalInterface
public interface SessionFactory {

    /**
     * Starts it, on the connection's event loop.
     *
     * @param route where the connection goes
     * @param channel the connection, of which nothing was read but for a PROXY header
     * @param origin where the connection began
     */
    void start(Route route, SocketChannel channel, Origin origin);
}
