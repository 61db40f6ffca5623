package io.fairlead.proxy.transport;

import io.fairlead.api.v1alpha1.Backend;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.NetUtil;
import java.net.ConnectException;
import java.net.InetSocketAddress;

/** Connects from the address of this machine that a backend names. */
public final class SourceAddress {

    private SourceAddress() {}

    /**
     * Connects a channel that is registered; to be called on its event loop. With epoll the kernel picks the port as it does where no address
     * is named, when it knows the server: as many connections can be had to each. Java's own sockets get one before, of a set for all
     * servers. It fails with {@link ConnectException} where the address is none of this machine.
     */
    public static ChannelFuture connect(SocketChannel channel, InetSocketAddress server, Backend backend) {
        String source = backend.sourceAddress();
        if (source == null) {
            return channel.connect(server);
        }
        if (channel instanceof EpollSocketChannel) {
            channel.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
        InetSocketAddress local = new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(source), 0);
        Throwable cause = channel.bind(local).cause();
        if (cause == null) {
            return channel.connect(server);
        }
        channel.close();
        return channel.newFailedFuture(
                SocketErrors.isUnknownAddress(cause)
                        ? new ConnectException("source address " + source + " is none of this machine")
                        : cause);
    }
}
