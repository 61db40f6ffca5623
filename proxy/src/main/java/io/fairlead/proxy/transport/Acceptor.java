package io.fairlead.proxy.transport;

import io.fairlead.proxy.transport.ListenerSocket.ConnectionInitializer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each accepted connection to an event loop, and stops accepting as long as there are as many as allowed, of this socket or of all
 * that share a limit. That the limit of all is reached shows only when a connection has been accepted: that one waits here, untouched.
 *
 * <p>The count goes up on the socket's event loop alone and down on any. {@code paused} is set before the count is read, and who
 * takes the count down and sees it set asks the socket's loop to look again: no wake-up is missed.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(Acceptor.class);
    private static final long PAUSE_AFTER_ERROR_MILLIS = 100;

    private final ServerChannel socket;
    private final EventLoopGroup workers;
    private final ConnectionLimit shared;
    private final ConnectionInitializer initializer;
    private final LogLimit logLimit = new LogLimit();
    private final AtomicInteger open = new AtomicInteger();
    private volatile int maxConnections;

    /** Written on the socket's event loop. */
    private volatile boolean paused;

    /** Used on the socket's event loop alone. */
    private final Queue<Channel> waiting = new ArrayDeque<>(1);

    /** Used on the socket's event loop alone. */
    private long accepted;

    /** Creates an acceptor that accepts nothing before {@link #maxConnections} is called. */
    Acceptor(ServerChannel socket, EventLoopGroup workers, ConnectionLimit shared, ConnectionInitializer initializer) {
        this.socket = socket;
        this.workers = workers;
        this.shared = shared;
        this.initializer = initializer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel connection = (Channel) message;
        accepted++;
        open.incrementAndGet();
        connection.closeFuture().addListener(closed -> connectionClosed());
        if (shared.take(this::grantedLater)) {
            start(connection);
        } else {
            waiting.add(connection);
        }
        pauseOrResume();
    }

    private void grantedLater() {
        if (socket.isOpen()) {
            socket.eventLoop().execute(this::granted);
        } else {
            shared.release();
        }
    }

    private void granted() {
        Channel connection = waiting.poll();
        if (connection == null) {
            shared.release();
        } else {
            start(connection);
        }
        pauseOrResume();
    }

    /** Hands a connection over that has been taken from the limit of all. */
    private void start(Channel connection) {
        connection.closeFuture().addListener(closed -> shared.release());
        initializer.initialize(connection);
        workers.next().register(connection).addListener((ChannelFuture registered) -> {
            if (!registered.isSuccess()) {
                connection.unsafe().closeForcibly();
            }
        });
    }

    private void connectionClosed() {
        open.decrementAndGet();
        if (paused && socket.isOpen()) {
            socket.eventLoop().execute(this::pauseOrResume);
        }
    }

    /** Runs on the socket's event loop. */
    private void pauseOrResume() {
        paused = true;
        paused = open.get() >= maxConnections || !waiting.isEmpty();
        socket.config().setAutoRead(!paused);
    }

    /** What waits here was not served, as what waits in the kernel was not. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(connection -> connection.unsafe().closeForcibly());
        waiting.clear();
    }

    /** Such as: no file descriptor is left. The connection waits in the backlog, and is tried again after a pause; it is said every ten seconds. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (logLimit.permits()) {
            log.atWarn()
                    .setMessage("cannot accept a connection")
                    .addKeyValue("address", socket.localAddress())
                    .addKeyValue("reason", SocketErrors.reason(cause))
                    .log();
        }
        socket.config().setAutoRead(false);
        socket.eventLoop().schedule(this::pauseOrResume, PAUSE_AFTER_ERROR_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns how many connections were accepted; to be called on the socket's event loop. */
    long accepted() {
        return accepted;
    }

    /** Returns once {@code limit} holds; not to be called on an event loop of the workers. */
    void maxConnections(int limit) {
        maxConnections = limit;
        socket.eventLoop().submit(this::pauseOrResume).syncUninterruptibly();
    }
}
