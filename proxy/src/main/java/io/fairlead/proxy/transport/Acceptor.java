package io.fairlead.proxy.transport;

import io.fairlead.proxy.transport.ListenerSocket.ConnectionInitializer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each accepted connection to an event loop, and stops accepting as long as there are as many as allowed.
 *
 * <p>The count goes up on the socket's event loop alone and down on any. {@code paused} is set before the count is read, and who
 * takes the count down and sees it set asks the socket's loop to look again: no wake-up is missed.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(Acceptor.class);
    private static final long PAUSE_AFTER_ERROR_MILLIS = 100;
    private static final long LOG_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ServerChannel socket;
    private final EventLoopGroup workers;
    private final ConnectionInitializer initializer;
    private final AtomicInteger open = new AtomicInteger();
    private volatile int maxConnections;

    /** Written on the socket's event loop. */
    private volatile boolean paused;

    /** Used on the socket's event loop alone. */
    private long accepted;

    /** Used on the socket's event loop alone. */
    private long nextLogNanos;

    /** Creates an acceptor that accepts nothing before {@link #maxConnections} is called. */
    Acceptor(ServerChannel socket, EventLoopGroup workers, ConnectionInitializer initializer) {
        this.socket = socket;
        this.workers = workers;
        this.initializer = initializer;
        nextLogNanos = System.nanoTime();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel connection = (Channel) message;
        accepted++;
        open.incrementAndGet();
        connection.closeFuture().addListener(closed -> connectionClosed());
        pauseOrResume();
        initializer.initialize(connection);
        workers.next().register(connection).addListener((ChannelFuture registered) -> {
            if (!registered.isSuccess()) {
                connection.unsafe().closeForcibly();
            }
        });
    }

    private void connectionClosed() {
        open.decrementAndGet();
        if (paused) {
            socket.eventLoop().execute(this::pauseOrResume);
        }
    }

    /** Runs on the socket's event loop. */
    private void pauseOrResume() {
        paused = true;
        paused = open.get() >= maxConnections;
        socket.config().setAutoRead(!paused);
    }

    /** Such as: no file descriptor is left. The connection waits in the backlog, and is tried again after a pause; it is said every ten seconds. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (System.nanoTime() - nextLogNanos >= 0) {
            nextLogNanos = System.nanoTime() + LOG_PAUSE_NANOS;
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
