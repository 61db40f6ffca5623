package io.fairlead.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A bound socket, and the connections that it accepts. */
public final class ListenerSocket {

    /** As HAProxy has it. */
    private static final int DEFER_SECONDS = 1;

    private static final long QUIET_MILLIS = 10;

    /** Clients that go on connecting do not keep it open for longer. */
    private static final long LONGEST_CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerChannel channel;
    private final Acceptor acceptor;

    /** A channel that is closed may not know it any more. */
    private final InetSocketAddress address;

    private ListenerSocket(ServerChannel channel, Acceptor acceptor) {
        this.channel = channel;
        this.acceptor = acceptor;
        address = (InetSocketAddress) channel.localAddress();
    }

    /**
     * Binds {@code address}; blocks until it is bound. Who connects waits in the kernel's backlog until {@link #maxConnections} says how
     * many connections are accepted.
     *
     * @param backlog how many wait there at most; the kernel lowers it to net.core.somaxconn
     * @param workers where the socket and the connections live
     * @param shared how many connections this and other sockets may have together
     * @param initializer is given each connection on its own event loop, before anything is read from it
     * @throws BindFailedException where the address cannot be bound
     */
    public static ListenerSocket bind(
            Transport transport,
            EventLoopGroup workers,
            InetSocketAddress address,
            int backlog,
            ConnectionLimit shared,
            ConnectionInitializer initializer) {
        ServerChannel channel = newChannel(transport, address);
        channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        channel.config().setOption(ChannelOption.SO_BACKLOG, backlog);
        channel.config().setAutoRead(false);
        Acceptor acceptor = new Acceptor(channel, workers, shared, initializer);
        channel.pipeline().addLast(acceptor);
        ChannelFuture bound = workers.next().register(channel).awaitUninterruptibly();
        if (bound.isSuccess()) {
            bound = channel.bind(address).awaitUninterruptibly();
        }
        Throwable cause = bound.cause();
        if (cause != null) {
            channel.close();
            throw new BindFailedException(address, cause);
        }
        return new ListenerSocket(channel, acceptor);
    }

    /** There may be no file descriptor left for it. */
    private static ServerChannel newChannel(Transport transport, InetSocketAddress address) {
        try {
            return transport.newServerChannel();
        } catch (ChannelException e) {
            throw new BindFailedException(address, e);
        }
    }

    /** Returns the address that it is bound to. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Sets how many connections may be open at a time: those that are open stay, further ones wait in the kernel's backlog. Blocks until
     * it holds.
     */
    public void maxConnections(int maxConnections) {
        acceptor.maxConnections(maxConnections);
    }

    /** Sets how many connections wait in the backlog at most; without epoll what it was bound with stays. */
    public void backlog(int backlog) {
        if (channel instanceof EpollServerSocketChannel epoll) {
            try {
                ((Socket) epoll.fd()).listen(backlog);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Sets whether the kernel keeps a connection until its client has sent something, for about a second; without epoll it does not. */
    public void deferAccept(boolean defer) {
        if (channel instanceof EpollServerSocketChannel) {
            channel.config().setOption(EpollChannelOption.TCP_DEFER_ACCEPT, defer ? DEFER_SECONDS : 0);
        }
    }

    /**
     * Accepts what already waits in the kernel, as far as the limit allows, and then closes the socket; connections that were
     * accepted go on. Returns at once.
     */
    public void close() {
        channel.eventLoop().execute(() -> closeOnceQuiet(acceptor.accepted(), nanoTime()));
    }

    private void closeOnceQuiet(long acceptedBefore, long startedNanos) {
        channel.eventLoop()
                .schedule(
                        () -> {
                            long accepted = acceptor.accepted();
                            if (accepted == acceptedBefore || nanoTime() - startedNanos >= LONGEST_CLOSE_NANOS) {
                                channel.close();
                            } else {
                                closeOnceQuiet(accepted, startedNanos);
                            }
                        },
                        QUIET_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /** Closes the socket, and who waits to be accepted is reset. Returns once that is done; not to be called on an event loop of the workers. */
    public void closeAtOnce() {
        channel.close().awaitUninterruptibly();
    }

    private long nanoTime() {
        return channel.eventLoop().ticker().nanoTime();
    }

    /** Completes when it is closed. */
    public CompletableFuture<Void> whenClosed() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        channel.closeFuture().addListener(closed -> done.complete(null));
        return done;
    }

    /** Whether it is closed. */
    public boolean closed() {
        return !channel.isOpen();
    }

    /** Prepares a connection that was accepted. */
    @FunctionalInterface
    public interface ConnectionInitializer {

        /** Adds what handles the connection; it is not registered with its event loop yet. */
        void initialize(Channel connection);
    }
}
