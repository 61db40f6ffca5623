package io.fairlead.bench.openloop;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The thread in which clients, and the server that answers them, live together: two that share a CPU would have to wait for each other's slice of time,
 * which is milliseconds.
 */
public final class Loop implements AutoCloseable {

    /** Fewer than a listener's backlog. */
    private static final int CONNECTING_AT_ONCE = 100;

    private static final int BACKLOG = 4096;
    private static final int READ_AT_ONCE = 4096;

    /** Without a quiet time the thread ends at once where it runs tasks when it is told to, and leaves connections open. */
    private static final int QUIET_MILLIS = 1;

    private static final int LONGEST_CLOSE_MILLIS = 1_000;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("generator", true), EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();

    EventLoop executor() {
        return loop;
    }

    /**
     * Starts a server that answers each call of a {@link Generator}; it ends with the loop. Returns where it listens.
     *
     * @throws IOException in one line for the user, where there is no port
     */
    public InetSocketAddress serve() throws IOException, InterruptedException {
        MessageFrames answer = MessageFrames.answer();
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_AT_ONCE))
                .childHandler(adding(channel -> new AnswerChannel(channel, answer)))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .await();
        if (!bound.isSuccess()) {
            throw new IOException("127.0.0.1: no port to listen at (expected: one): %s".formatted(bound.cause()));
        }
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /** Opens connections; {@code handler}: is asked on the event loop. */
    void connect(InetSocketAddress address, int connections, Function<Channel, ChannelHandler> handler)
            throws IOException, InterruptedException {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_AT_ONCE))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) LONGEST_CONNECT.toMillis())
                .handler(adding(handler));
        for (int open = 0; open < connections; open += CONNECTING_AT_ONCE) {
            List<ChannelFuture> connecting = new ArrayList<>();
            for (int i = 0; i < Math.min(CONNECTING_AT_ONCE, connections - open); i++) {
                connecting.add(bootstrap.connect(address));
            }
            for (ChannelFuture one : connecting) {
                if (!one.await().isSuccess()) {
                    throw new IOException("no connection to %s (expected: one): %s".formatted(address, one.cause()));
                }
            }
        }
    }

    private static ChannelInitializer<Channel> adding(Function<Channel, ChannelHandler> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handler.apply(channel));
            }
        };
    }

    /** Closes all connections. */
    @Override
    public void close() {
        group.shutdownGracefully(QUIET_MILLIS, LONGEST_CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
