package io.fairlead.proxy.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetAddress;

/** How the proxy waits for sockets: the event loops, and the channels that live on them. */
public enum Transport {
    /** Linux's epoll. */
    EPOLL {
        @Override
        IoHandlerFactory ioHandlerFactory(RelayStats stats) {
            return QuietEpollHandler.wrap(EpollIoHandler.newFactory(), stats);
        }

        @Override
        ServerChannel newServerChannel() {
            return new EpollServerSocketChannel();
        }

        @Override
        public SocketChannel newSocketChannel() {
            return new EpollSocketChannel();
        }

        @Override
        public SocketChannel newSocketChannel(InetAddress peer) {
            return peer instanceof Inet4Address
                    ? new EpollSocketChannel(SocketProtocolFamily.INET)
                    : newSocketChannel();
        }

        @Override
        public DatagramChannel newDatagramChannel() {
            return new EpollDatagramChannel();
        }
    },
    /** Java's selectors, on every platform. */
    NIO {
        @Override
        IoHandlerFactory ioHandlerFactory(RelayStats stats) {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel newServerChannel() {
            ServerChannel channel = new NioServerSocketChannel();
            // One connection at a time: it accepts many before it tells of the first, when it is too late to stop at a
            // limit.
            channel.config().setRecvByteBufAllocator(new ServerChannelRecvByteBufAllocator());
            return channel;
        }

        @Override
        public SocketChannel newSocketChannel() {
            return new NioSocketChannel();
        }

        @Override
        public DatagramChannel newDatagramChannel() {
            return new NioDatagramChannel();
        }
    };

    /** Returns epoll where it can be had, else NIO. */
    public static Transport preferred() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** Returns {@code threads} event loops, on daemon threads named after {@code name}. */
    public EventLoopGroup newEventLoops(int threads, String name) {
        return newEventLoops(threads, name, new RelayStats());
    }

    /** Returns those that count their pipes in {@code stats}. */
    public EventLoopGroup newEventLoops(int threads, String name, RelayStats stats) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), ioHandlerFactory(stats));
    }

    abstract IoHandlerFactory ioHandlerFactory(RelayStats stats);

    abstract ServerChannel newServerChannel();

    /** Returns a channel for an outgoing TCP connection. */
    public abstract SocketChannel newSocketChannel();

    /** Returns one for connections to {@code peer}; to an IPv4 address a socket of that family costs less. */
    public SocketChannel newSocketChannel(InetAddress peer) {
        return newSocketChannel();
    }

    /** Returns a channel for UDP. */
    public abstract DatagramChannel newDatagramChannel();
}
