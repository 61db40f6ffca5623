package io.fairlead.proxy.grpc;

import io.fairlead.api.v1alpha1.KeepAlive;
import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.http2.Settings;
import io.fairlead.proxy.proxyprotocol.Origin;
import io.fairlead.proxy.tcp.Route;
import io.fairlead.proxy.tcp.SessionContext;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.transport.TcpSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection, of which the proxy is the server.
 *
 * <pre>
 *   OPEN ── drain, lifetime: GOAWAY, PING ──► ANNOUNCED ── PING's answer, or a second: GOAWAY ──► LEAVING ── last stream ended ──► closed
 *     │                                          │                                                   │
 *     └────────────────────── fault, lost, killed: its RPCs are given up ────────────────────────────┘
 * </pre>
 */
final class ClientConnection extends Http2Connection {

    private final Route route;
    private final Origin origin;
    private final ConnectionAccount account;
    private final Preface preface = new Preface();
    private final ClientStreams streams = new ClientStreams();
    private final RequestAdmission admission = new RequestAdmission(this, streams);
    private final WindowGrowth growth = new WindowGrowth();
    private final SilenceWatch silence;
    private final ClientSession session = new ClientSession(this);
    private @Nullable LifetimeWatch lifetime;
    private @Nullable GracefulShutdown shutdown;

    ClientConnection(LoopState loop, Route route, SocketChannel channel, Origin origin) {
        super(
                loop,
                channel,
                new Limits(route.listener().http2OrDefault(), route.listener().clientTimeout(), loop.now()));
        this.route = route;
        this.origin = origin;
        account = new ConnectionAccount(route, origin, loop.context().clock().instant(), loop.now());
        silence = new SilenceWatch(
                this, route.listener().clientTimeout(), Exchange::clientSilentSince, Exchange::clientTimedOut);
    }

    void start() {
        TcpSocketOptions.set(channel(), route.listener().tcpOrDefault());
        account.open();
        loop().context().opened(session);
        start(Settings.NONE
                .withMaxConcurrentStreams(limits().maxConcurrentStreams())
                .withInitialWindowSize(ReceiveWindow.INITIAL)
                .withMaxHeaderListSize(limits().maxHeaderListSize()));
        KeepAlive keepAlive = route.listener().http2OrDefault().keepAlive();
        if (keepAlive != null) {
            keepAlive(keepAlive.time(), keepAlive.timeoutOrDefault(), false);
        }
        if (route.listener().lifetime() != null) {
            lifetime = new LifetimeWatch(
                    this, route.listener().lifetime(), loop().context().random());
            lifetime.start();
        }
    }

    Route route() {
        return route;
    }

    Origin origin() {
        return origin;
    }

    WindowGrowth growth() {
        return growth;
    }

    /** Returns for how long it is open, in nanoseconds. */
    long ageNanos() {
        return account.ageNanos(now());
    }

    /** Returns for how long it has had no RPC, in nanoseconds; 0 while it has one. */
    long idleNanos() {
        return exchangeCount() > 0 ? 0 : account.idleNanos(now());
    }

    @Override
    boolean begins(ByteBuf data) {
        return preface.read(data);
    }

    @Override
    public void headers(int stream, Fields fields, boolean endStream, Decoded decoded) {
        Exchange exchange = exchange(stream);
        if (exchange == null) {
            admission.headers(stream, fields, endStream, decoded);
        } else {
            exchange.requestTrailers(fields, endStream, decoded);
        }
    }

    /** Begins the RPC of {@code stream}. */
    void begin(int stream, RequestHead head, boolean endStream) {
        Exchange exchange = new Exchange(this, stream, head);
        add(stream, exchange);
        account.rpcBegan();
        silence.watch();
        exchange.begin(endStream);
    }

    /** Notes that an RPC is over. */
    void ended(int stream, boolean endedByClient) {
        if (remove(stream)) {
            streams.closed(stream, endedByClient ? ClientStreams.Kind.ENDED : ClientStreams.Kind.RESET);
            account.rpcEnded(now());
            closeIfDone();
        }
    }

    /** Closes where it is left and its last stream has ended. */
    void closeIfDone() {
        if (isLeaving() && exchangeCount() == 0) {
            state().closeSoon();
        }
    }

    @Override
    public void resetOf(Exchange exchange, long code) {
        exchange.clientReset(code);
        limits().reset(now());
    }

    @Override
    public void goAway(int last) {
        limits().controlFrame(Abuse.CONTROL_FRAMES, now());
    }

    @Override
    public void settingsChanged(Settings settings) {}

    @Override
    void count(int bytes) {
        account.received(bytes);
    }

    @Override
    void countSent(long bytes) {
        account.sent(bytes);
    }

    @Override
    public void dataOf(Exchange exchange, ByteBuf piece, int flowBytes, boolean endStream) {
        exchange.requestData(piece, flowBytes, endStream);
    }

    @Override
    public Flow sendingOf(Exchange exchange) {
        return exchange.toClient();
    }

    @Override
    public void dataOfClosed(int stream) {
        if (stream <= streams.last() && streams.kind(stream) != ClientStreams.Kind.RESET) {
            fault(stream, ErrorCode.STREAM_CLOSED, Abuse.PROTOCOL, "DATA on a closed stream");
        }
    }

    @Override
    public boolean isIdle(int stream) {
        return !ClientStreams.isOfClient(stream) || (stream > streams.last() && !isLeaving());
    }

    @Override
    int lastStream() {
        return streams.last();
    }

    @Override
    public void fault(int stream, ErrorCode code, Abuse kind, String message) {
        abused(kind);
        Exchange exchange = exchange(stream);
        if (exchange == null) {
            if (ClientStreams.isOfClient(stream)) {
                streams.opened(stream);
            }
            sendReset(stream, code.code());
            streams.closed(stream, ClientStreams.Kind.RESET);
        } else {
            exchange.clientFault(code);
        }
        limits().reset(now());
    }

    @Override
    void abused(Abuse kind) {
        route.stats().abuse(kind).increment();
    }

    /** Has the client make its further RPCs on another connection. */
    void leave() {
        if (shutdown == null && state().isOpen()) {
            shutdown = GracefulShutdown.announce(this);
        }
    }

    /** Whether streams that the client opens are passed over. */
    boolean isLeaving() {
        return shutdown != null && shutdown.isLeaving();
    }

    @Override
    void pingAcknowledged(long payload) {
        if (payload != GracefulShutdown.PING) {
            super.pingAcknowledged(payload);
        } else if (shutdown != null) {
            shutdown.leave();
        }
    }

    /** Ends it, whatever it does. */
    void end(Termination how) {
        if (!state().isOpen()) {
            return;
        }
        account.ends(how);
        exchanges()
                .forEach(exchange ->
                        exchange.fail(Failure.unavailable(how, "the connection has lasted as long as it may")));
        state().endWith(ErrorCode.NO_ERROR, "");
    }

    @Override
    void silent() {
        account.ends(Termination.CLIENT_TIMEOUT_DATA);
        state().close();
    }

    @Override
    void lost(String reason) {
        if (exchangeCount() > 0) {
            account.aborted();
        }
        exchanges().forEach(Exchange::clientGone);
    }

    /** Notes that the channel is closed: the connection is none any more. */
    @Override
    void closed() {
        silence.stop();
        if (lifetime != null) {
            lifetime.stop();
        }
        SessionContext context = loop().context();
        context.closed(session, account.close(now(), context.registry().size()));
    }
}
