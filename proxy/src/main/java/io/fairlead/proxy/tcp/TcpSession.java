package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.ConnectionLifetime;
import io.fairlead.proxy.backend.Assignment;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.proxyprotocol.Origin;
import io.fairlead.proxy.proxyprotocol.ProxyHeaderWriter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection, from accept to close, and the connection to a server that it is relayed to; both live on one event loop,
 * on which all is called. What is read and written is the {@link Relay}'s.
 *
 * <pre>
 *   CONNECTING ──── server connected ────► RELAYING
 *       │                                     │
 *       │ no server, client reset             │ FIN sent both ways, reset, timeout, lifetime
 *       └──────────────► ENDED ◄──────────────┘
 * </pre>
 *
 * A reset of one side is passed on at once.
 */
final class TcpSession implements ServerConnector.Outcome, SessionRegistry.Entry {

    private static final Logger log = LoggerFactory.getLogger(TcpSession.class);
    private static final long READ_FIRST_MILLIS = 1;

    private enum State {
        CONNECTING,
        RELAYING,
        ENDED
    }

    private final SessionContext context;
    private final Route route;
    private final Origin origin;
    private final EventLoop loop;
    private final Side client;
    private final SessionAccount account;
    private final Relay relay;
    private final ServerConnector connector;
    private State state = State.CONNECTING;
    private @Nullable IdleWatch idleWatch;
    private @Nullable MovingDeadline lifetime;
    private @Nullable MovingDeadline drain;

    /**
     * Creates the session of a connection that is active on its event loop, and has not been read from but for a PROXY header.
     *
     * @param origin where the connection began
     */
    TcpSession(SessionContext context, Route route, SocketChannel channel, Origin origin) {
        this.context = context;
        this.route = route;
        this.origin = origin;
        loop = channel.eventLoop();
        client = new Side(channel, route.listener().tcpOrDefault(), now());
        account = new SessionAccount(origin.source(), context.clock().instant(), now(), route.stats());
        relay = new Relay(client, account, context.relayStats(), loop.ticker(), () -> end(Termination.NORMAL));
        connector =
                new ServerConnector(context.transport(), loop, account.client().getAddress(), route.pool(), this);
    }

    void start() {
        route.stats().connections().increment();
        route.stats().active().incrementAndGet();
        context.opened(this);
        client.start(new SideEvents(this, relay, client));
        connector.start();
    }

    @Override
    public void serverConnected(SocketChannel channel, Assignment assignment) {
        state = State.RELAYING;
        Backend backend = assignment.pool().config();
        Side server = new Side(channel, backend.tcpOrDefault(), now());
        account.serverConnected(
                assignment.endpoint().stats(), now(), connector.dispatcher().waitedMillis());
        server.start(new SideEvents(this, relay, server));
        if (backend.proxyProtocol() != null) {
            ProxyHeaderWriter.write(channel, backend.proxyProtocol(), origin);
            channel.flush();
        }
        relay.serverConnected(server, route.dataPath());
        if (relay.closed()) {
            return;
        }
        idleWatch = new IdleWatch(
                loop,
                client,
                SideTimeouts.ofClient(route.listener(), backend),
                server,
                SideTimeouts.ofServer(backend),
                this::timedOut);
        idleWatch.start();
        limitLifetime(route.listener().lifetime());
    }

    private void limitLifetime(@Nullable ConnectionLifetime config) {
        if (config != null) {
            Lifetime drawn = Lifetime.of(config, context.random());
            lifetime = new MovingDeadline(
                    loop, () -> drawn.left(account.ageNanos(now()), idleNanos(), relay.settled()), this::lifetimeOver);
            lifetime.watch();
        }
    }

    /**
     * Resets the client's connection, though nothing is wrong with it: for a call that begins at that moment grpc-java says UNAVAILABLE then, which
     * clients may retry, but UNKNOWN after a FIN.
     */
    private void lifetimeOver() {
        if (relay.settled()) {
            client.resetOnClose();
        } else {
            relay.resetOnClose();
        }
        end(Termination.LIFETIME_DATA);
    }

    /**
     * A client that no server was up for is given a moment: to close on bytes that were not read would be a reset, and the access log
     * would take it for one that sent nothing. The second timer is never of the same turn of the loop as the first, which may come late: what has
     * come is read between them.
     */
    @Override
    public void serverUnreachable(Termination termination) {
        boolean hadServer = connector.dispatcher().assignment() != null;
        if (hadServer) {
            end(termination);
        } else {
            Runnable end = () -> end(termination);
            loop.schedule(() -> loop.schedule(end, 0, TimeUnit.MILLISECONDS), READ_FIRST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Passes the reset on: whatever broke one side, the other one must not take it for an orderly end. */
    void failed(Side side, Throwable cause) {
        switch (cause) {
            case IOException reset -> lost(side);
            case NotYetConnectedException reset -> lost(side); // so Netty calls what was reset a while ago
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
        relay.resetOnClose();
        end(state == State.CONNECTING ? Termination.RESOURCE_CONNECT : Termination.RESOURCE_DATA);
    }

    void lost(Side side) {
        if (state == State.ENDED) {
            return;
        }
        relay.resetOtherOnClose(side);
        if (state == State.CONNECTING) {
            end(waits() ? Termination.CLIENT_ABORT_QUEUE : Termination.CLIENT_ABORT_CONNECT);
        } else {
            end(side == client ? Termination.CLIENT_ABORT_DATA : Termination.SERVER_ABORT_DATA);
        }
    }

    private void timedOut(Side side) {
        end(side == client ? Termination.CLIENT_TIMEOUT_DATA : Termination.SERVER_TIMEOUT_DATA);
    }

    /** Ends it once {@code later} has passed since no byte has moved for {@code idle}, and since now; may be called on any thread, once. */
    @Override
    public void endOnceIdle(Duration idle, Duration later) {
        loop.execute(() -> {
            if (state == State.ENDED) {
                return;
            }
            long begun = now();
            drain = new MovingDeadline(
                    loop,
                    () -> later.toNanos() + Math.max(idle.toNanos() - idleNanos(), begun - now()),
                    this::killOnLoop);
            drain.watch();
        });
    }

    private Termination killed() {
        if (state != State.CONNECTING) {
            return Termination.KILLED_DATA;
        }
        return waits() ? Termination.KILLED_QUEUE : Termination.KILLED_CONNECT;
    }

    private boolean waits() {
        return connector.dispatcher().waits();
    }

    /** Ends it as the proxy's own doing; may be called on any thread. */
    @Override
    public void kill() {
        loop.execute(this::killOnLoop);
    }

    private void killOnLoop() {
        end(killed());
    }

    private long idleNanos() {
        return now() - relay.lastMove();
    }

    /** Ends it if it is on one of {@code servers}; may be called on any thread. */
    @Override
    public void endIfOn(Set<Endpoint> servers, ServerMark mark) {
        loop.execute(() -> {
            if (connector.dispatcher().isOn(servers)) {
                end(mark.termination(state == State.RELAYING));
            }
        });
    }

    private void end(Termination termination) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        connector.cancel();
        stopTimers();
        relay.close();
        ConnectionRecord record =
                account.close(route, connector.dispatcher(), context.registry().size(), termination, now());
        connector.dispatcher().release();
        route.stats().ended(record.retries(), record.redispatched());
        context.closed(this, record);
    }

    private void stopTimers() {
        if (idleWatch != null) {
            idleWatch.stop();
        }
        if (lifetime != null) {
            lifetime.stop();
        }
        if (drain != null) {
            drain.stop();
        }
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
