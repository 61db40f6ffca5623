package io.fairlead.proxy.proxyprotocol;

import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's connection began, as its own addresses or the PROXY header in front of it say.
 *
 * @param source the client's address
 * @param destination the address that the client connected to
 * @param uniqueId the header's identifier of the connection, in ISO-8859-1; {@code null} where it had none
 * @param authority the host name that the header carried, in ISO-8859-1; {@code null} where it carried none
 */
public record Origin(
        InetSocketAddress source,
        InetSocketAddress destination,
        @Nullable String uniqueId,
        @Nullable String authority) {

    /** Returns that of a connection without a header, which is open. */
    public static Origin of(SocketChannel channel) {
        return new Origin(channel.remoteAddress(), channel.localAddress(), null, null);
    }
}
