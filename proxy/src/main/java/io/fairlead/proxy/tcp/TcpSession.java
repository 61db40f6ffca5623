package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.Assignment;
import io.fairlead.proxy.backend.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection, from accept to close, and the connection to a server that it is relayed to; both live on one event loop,
 * on which all is called.
 *
 * <pre>
 *   CONNECTING ──── server connected ────► RELAYING
 *       │                                     │
 *       │ no server, client reset             │ FIN sent both ways, reset, timeout
 *       └──────────────► ENDED ◄──────────────┘
 * </pre>
 *
 * While connecting, one read's worth of what the client sends is held; the rest waits in the kernel. While relaying, a side is read
 * from as long as the other one takes what it is given. A FIN is passed on behind the data, so each direction ends on its own; a reset
 * is passed on at once.
 */
final class TcpSession implements ServerConnector.Outcome {

    private static final Logger log = LoggerFactory.getLogger(TcpSession.class);
    private static final long READ_FIRST_MILLIS = 1;

    private enum State {
        CONNECTING,
        RELAYING,
        ENDED
    }

    private final SessionContext context;
    private final Route route;
    private final EventLoop loop;
    private final Side client;
    private final SessionAccount account;
    private final ServerConnector connector;
    private State state = State.CONNECTING;
    private @Nullable Side server;
    private @Nullable IdleWatch idleWatch;
    private @Nullable ByteBuf early;

    /** Creates the session of a connection that is active on its event loop, and has not been read from. */
    TcpSession(SessionContext context, Route route, SocketChannel channel) {
        this.context = context;
        this.route = route;
        loop = channel.eventLoop();
        client = new Side(channel, now());
        account = new SessionAccount(channel.remoteAddress(), context.clock().instant(), now(), route.stats());
        connector =
                new ServerConnector(context.transport(), loop, account.client().getAddress(), route.pool(), this);
    }

    void start() {
        route.stats().connections().increment();
        route.stats().active().incrementAndGet();
        context.opened(this);
        client.channel().pipeline().addLast(new SideHandler(this, client));
        connector.start();
    }

    @Override
    public void serverConnected(SocketChannel channel, Assignment assignment) {
        state = State.RELAYING;
        Side connected = new Side(channel, now());
        server = connected;
        account.serverConnected(
                assignment.endpoint().stats(), now(), connector.assigner().waitedMillis());
        channel.pipeline().addLast(new SideHandler(this, connected));
        client.moved(now());
        sendEarly(connected);
        if (hasEnded()) {
            return;
        }
        if (client.hasInputEnded()) {
            connected.endOutput(this::endIfBothEnded);
        }
        client.resumeReading();
        idleWatch = new IdleWatch(
                loop,
                client,
                route.listener().clientTimeout(),
                connected,
                assignment.pool().config().serverTimeout(),
                this::timedOut);
        idleWatch.check();
    }

    /** The server may have reset the connection by now: then the write fails at once, and ends the session before it returns. */
    private void sendEarly(Side to) {
        ByteBuf data = early;
        if (data != null) {
            early = null;
            to.write(data);
            to.flush();
        }
    }

    private boolean hasEnded() {
        return state == State.ENDED;
    }

    /**
     * A client that no server was up for is given a moment: to close on bytes that were not read would be a reset, and the access log
     * would take it for one that sent nothing.
     */
    @Override
    public void serverUnreachable(Termination termination) {
        boolean hadServer = connector.assignment() != null;
        if (hadServer) {
            end(termination);
        } else {
            loop.schedule(() -> end(termination), READ_FIRST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void read(Side from, ByteBuf data) {
        Side to = other(from);
        if (state == State.ENDED || !from.reading()) {
            // Netty reads from a paused channel only when it was reset, which is told next.
            data.release();
        } else if (to == null) {
            account.clientSent(data.readableBytes());
            client.pauseReading();
            early = data;
        } else {
            if (from == client) {
                account.clientSent(data.readableBytes());
            } else {
                account.serverSent(data.readableBytes());
            }
            to.write(data);
            if (to.full()) {
                from.pauseReading();
            }
        }
    }

    void readComplete(Side from) {
        Side to = other(from);
        if (to != null) {
            to.flush();
            long now = now();
            from.moved(now);
            if (to.allSent()) {
                to.moved(now);
            }
        }
    }

    void writabilityChanged(Side side) {
        Side from = other(side);
        if (from != null && !side.full()) {
            side.moved(now());
            from.resumeReading();
        }
    }

    void inputEnded(Side from) {
        from.inputEnded();
        Side to = other(from);
        if (to != null) {
            to.endOutput(this::endIfBothEnded);
        }
    }

    private void endIfBothEnded() {
        if (client.hasOutputEnded() && server != null && server.hasOutputEnded()) {
            end(Termination.NORMAL);
        }
    }

    /** Passes the reset on: whatever broke one side, the other one must not take it for an orderly end. */
    void failed(Side side, Throwable cause) {
        switch (cause) {
            case IOException reset -> lost(side);
            case OutOfMemoryError exhausted -> outOfMemory();
            default -> {
                log.atError()
                        .setMessage("session ends after a fault")
                        .setCause(cause)
                        .log();
                lost(side);
            }
        }
    }

    /** Clients that read nothing can bring it about for each further connection: the access log says it, and nothing else does. */
    private void outOfMemory() {
        client.resetOnClose();
        if (server != null) {
            server.resetOnClose();
        }
        end(state == State.CONNECTING ? Termination.RESOURCE_CONNECT : Termination.RESOURCE_DATA);
    }

    void lost(Side side) {
        if (state == State.ENDED) {
            return;
        }
        Side other = other(side);
        if (other != null) {
            other.resetOnClose();
        }
        if (state == State.CONNECTING) {
            end(waits() ? Termination.CLIENT_ABORT_QUEUE : Termination.CLIENT_ABORT_CONNECT);
        } else {
            end(side == client ? Termination.CLIENT_ABORT_DATA : Termination.SERVER_ABORT_DATA);
        }
    }

    private void timedOut(Side side) {
        end(side == client ? Termination.CLIENT_TIMEOUT_DATA : Termination.SERVER_TIMEOUT_DATA);
    }

    /** Ends it if no byte moved for {@code idle}; may be called on any thread. */
    void endIfIdle(Duration idle) {
        loop.execute(() -> {
            if (now() - lastMove() >= idle.toNanos()) {
                end(killed());
            }
        });
    }

    private Termination killed() {
        if (state != State.CONNECTING) {
            return Termination.KILLED_DATA;
        }
        return waits() ? Termination.KILLED_QUEUE : Termination.KILLED_CONNECT;
    }

    private boolean waits() {
        return connector.assigner().waits();
    }

    private long lastMove() {
        long now = now();
        long ofClient = client.lastMove(now);
        return server == null ? ofClient : Math.max(ofClient, server.lastMove(now));
    }

    private void end(Termination termination) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        connector.cancel();
        if (idleWatch != null) {
            idleWatch.stop();
        }
        if (early != null) {
            early.release();
            early = null;
        }
        client.close();
        if (server != null) {
            server.close();
        }
        ConnectionRecord record = record(termination);
        connector.releasePlace();
        route.stats().ended(record.retries(), record.redispatched());
        context.closed(this, record);
    }

    private ConnectionRecord record(Termination termination) {
        Assignment assignment = connector.assignment();
        ServerAssigner assigner = connector.assigner();
        Endpoint endpoint = connector.endpoint();
        int own = assignment == null ? 0 : assignment.count();
        return new ConnectionRecord(
                account.client(),
                account.accepted(),
                route.listener().name(),
                route.pool().get().name(),
                endpoint == null ? null : endpoint.name(),
                assignment == null && assigner.unserved() == null ? -1 : assigner.waitedMillis(),
                account.connectMillis(),
                account.millisUntil(now()),
                account.bytesToServer(),
                account.bytesToClient(),
                termination,
                context.registry().size(),
                route.stats().active().get(),
                route.pool().get().connections() - own,
                endpoint == null ? 0 : endpoint.stats().active().get() - own,
                connector.retries(),
                connector.redispatched(),
                assigner.serverQueue(),
                assigner.backendQueue());
    }

    private @Nullable Side other(Side side) {
        return side == client ? server : client;
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
