package io.fairlead.proxy.grpc;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.transport.SocketErrors;
import io.fairlead.proxy.transport.SourceAddress;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one server, and the RPCs that wait for a stream on one of them. A further connection is made only where the
 * server allows no further stream on those that there are, one at a time. All is called on the event loop.
 */
final class ServerLink {

    private static final int MOST_WAITING = 8192;
    private static final long IDLE_CHECK_SECONDS = 10;
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long PAUSE_MILLIS = 1000;

    private final LoopState loop;
    private final Endpoint endpoint;
    private final Supplier<BackendPool> pools;
    private final Consumer<ServerLink> unused;
    private final List<ServerConnection> connections = new ArrayList<>(1);
    private final FairLine waiting = new FairLine();
    private @Nullable SocketChannel connecting;
    private boolean pauses;
    private boolean checksIdle;

    /**
     * Creates one without a connection.
     *
     * @param pools the newest snapshot of the backend
     * @param unused is given it when it has neither a connection nor who waits for one
     */
    ServerLink(LoopState loop, Endpoint endpoint, Supplier<BackendPool> pools, Consumer<ServerLink> unused) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.pools = pools;
        this.unused = unused;
    }

    LoopState loop() {
        return loop;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Backend config() {
        return pools.get().config();
    }

    /** Gives {@code exchange} a stream, now or later, or says that too many wait. */
    void open(Exchange exchange) {
        ServerConnection free = waiting.isEmpty() ? free() : null;
        if (free != null) {
            exchange.opened(free);
        } else if (waiting.size() >= Math.min(MOST_WAITING, config().maxQueueOrUnlimited())) {
            exchange.lineFull();
        } else {
            waiting.add(exchange);
            exchange.waits(this);
            connectIfWanted();
        }
    }

    /** Has {@code exchange} wait no longer. */
    void leave(Exchange exchange) {
        waiting.remove(exchange);
    }

    /** Whether a connection is being made. */
    boolean connects() {
        return connecting != null;
    }

    private @Nullable ServerConnection free() {
        for (ServerConnection connection : connections) {
            if (connection.hasRoom()) {
                return connection;
            }
        }
        return null;
    }

    /** Gives streams that came free to those that wait. */
    void serve() {
        while (!waiting.isEmpty()) {
            ServerConnection free = free();
            if (free == null) {
                connectIfWanted();
                return;
            }
            Exchange next = waiting.poll();
            if (next != null) {
                next.opened(free);
            }
        }
    }

    private void connectIfWanted() {
        boolean may =
                connections.stream().filter(ServerConnection::takesStreams).count()
                        < config().http2OrDefault().maxConnectionsOrDefault();
        if (connecting == null && !pauses && may && !waiting.isEmpty()) {
            connect();
        }
    }

    private void connect() {
        SocketChannel channel;
        try {
            channel = loop.context()
                    .transport()
                    .newSocketChannel(endpoint.address().getAddress());
        } catch (ChannelException e) {
            failed(e);
            return;
        }
        connecting = channel;
        int timeout =
                (int) Math.min(Integer.MAX_VALUE, config().connectTimeout().toMillis());
        channel.config().setConnectTimeoutMillis(timeout);
        loop.eventLoop().register(channel).addListener((ChannelFuture registered) -> {
            if (registered.isSuccess()) {
                SourceAddress.connect(channel, endpoint.address(), config()).addListener(connected -> {
                    if (connected.isSuccess()) {
                        new ServerConnection(this, channel, timeout).start();
                    } else {
                        failed(connected.cause());
                    }
                });
            } else {
                failed(registered.cause());
            }
        });
    }

    /** Notes that {@code connection} is there: its server has said what it allows. */
    void ready(ServerConnection connection) {
        connecting = null;
        connections.add(connection);
        endpoint.stats().connections().increment();
        endpoint.observer().connected();
        serve();
        checkIdleLater();
    }

    /** Notes that no connection could be made. Who waits has nothing else to wait for, unless there are connections. */
    void failed(Throwable cause) {
        connecting = null;
        if (!SocketErrors.isLocalShortage(cause)) {
            endpoint.stats().connectErrors().increment();
            endpoint.observer().connectFailed(cause);
        }
        if (connections.stream().anyMatch(ServerConnection::takesStreams)) {
            pauses = true;
            loop.eventLoop().schedule(this::pauseIsOver, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        List<Exchange> all = new ArrayList<>();
        for (Exchange next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
        }
        all.forEach(exchange -> exchange.connectFailed(cause));
        removeIfUnused();
    }

    private void pauseIsOver() {
        pauses = false;
        connectIfWanted();
    }

    /** Returns what it means that a server did not say in time what it allows. */
    static Throwable silence() {
        return new ConnectTimeoutException("no SETTINGS in time");
    }

    /** Notes that a stream of {@code connection} ended. */
    void freed(ServerConnection connection) {
        if (!waiting.isEmpty()) {
            serve();
        }
        if (connection.exchangeCount() == 0 && isGone()) {
            connection.leave();
        } else {
            connection.closeIfDone();
        }
        checkIdleLater();
    }

    /** Notes that {@code connection} takes no further stream. */
    void leaving() {
        connectIfWanted();
    }

    /** Notes that {@code connection} is no more. */
    void gone(ServerConnection connection) {
        connections.remove(connection);
        connectIfWanted();
        removeIfUnused();
    }

    private void removeIfUnused() {
        if (connections.isEmpty() && waiting.isEmpty() && connecting == null) {
            unused.accept(this);
        }
    }

    private void checkIdleLater() {
        if (!checksIdle && !connections.isEmpty()) {
            checksIdle = true;
            loop.eventLoop().schedule(this::checkIdle, IDLE_CHECK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean isGone() {
        return pools.get().reachable(endpoint) == null;
    }

    /** Closes connections that nobody uses: to a server that is not one of the backend's any more, or for long. */
    private void checkIdle() {
        checksIdle = false;
        boolean gone = isGone();
        for (ServerConnection connection : List.copyOf(connections)) {
            if (connection.exchangeCount() == 0 && (gone || connection.idleNanos() >= IDLE_NANOS)) {
                connection.leave();
            }
        }
        checkIdleLater();
    }
}
