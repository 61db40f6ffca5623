package io.fairlead.proxy.grpc;

import io.fairlead.api.v1alpha1.KeepAlive;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.http2.Settings;
import io.fairlead.proxy.proxyprotocol.Origin;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Route;
import io.fairlead.proxy.tcp.ServerMark;
import io.fairlead.proxy.tcp.SessionRegistry;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.transport.TcpSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
final class ClientConnection extends Http2Connection implements SessionRegistry.Entry {

    private final Route route;
    private final Origin origin;
    private final Instant accepted;
    private final long acceptedNanos;
    private final Preface preface = new Preface();
    private final ClosedStreams closedStreams = new ClosedStreams();
    private final WindowGrowth growth = new WindowGrowth();
    private final SilenceWatch silence;
    private @Nullable LifetimeWatch lifetime;
    private int lastStream;
    private long rpcs;
    private long bytesIn;
    private long bytesOut;
    private @Nullable GracefulShutdown shutdown;
    private boolean over;
    private long lastBusyNanos;
    private Termination termination = Termination.NORMAL;

    ClientConnection(LoopState loop, Route route, SocketChannel channel, Origin origin) {
        super(
                loop,
                channel,
                new Limits(route.listener().http2OrDefault(), route.listener().clientTimeout(), loop.now()));
        this.route = route;
        this.origin = origin;
        accepted = loop.context().clock().instant();
        acceptedNanos = loop.now();
        lastBusyNanos = acceptedNanos;
        silence = new SilenceWatch(
                this, route.listener().clientTimeout(), Exchange::clientSilentSince, Exchange::clientTimedOut);
    }

    void start() {
        TcpSocketOptions.set(channel(), route.listener().tcpOrDefault());
        route.stats().connections().increment();
        route.stats().active().incrementAndGet();
        loop().context().opened(this);
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
        return now() - acceptedNanos;
    }

    /** Returns for how long it has had no RPC, in nanoseconds; 0 while it has one. */
    long idleNanos() {
        return exchangeCount() > 0 ? 0 : now() - lastBusyNanos;
    }

    @Override
    boolean begins(ByteBuf data) {
        return preface.read(data);
    }

    @Override
    public void headers(int stream, Fields fields, boolean endStream, Decoded decoded) {
        Exchange known = exchange(stream);
        if (known != null) {
            known.requestTrailers(fields, endStream, decoded);
        } else if ((stream & 1) == 0) {
            throw new ConnectionFault(ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "an even number of a stream");
        } else if (stream <= lastStream) {
            headersOfClosed(stream);
        } else if (!isLeaving()) {
            lastStream = stream;
            request(stream, fields, endStream, decoded);
        }
    }

    private void headersOfClosed(int stream) {
        switch (closedStreams.kind(stream)) {
            case RESET -> limits().controlFrame(Abuse.CONTROL_FRAMES, now());
            case ENDED ->
                throw new ConnectionFault(ErrorCode.STREAM_CLOSED, Abuse.PROTOCOL, "HEADERS on a closed stream");
            case UNKNOWN ->
                throw new ConnectionFault(
                        ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "a number of a stream that is not the next");
        }
    }

    private void request(int stream, Fields fields, boolean endStream, Decoded decoded) {
        if (exchangeCount() >= limits().maxConcurrentStreams()) {
            fault(stream, ErrorCode.REFUSED_STREAM, Abuse.STREAMS, "more streams than may be");
            return;
        }
        try {
            switch (decoded) {
                case WHOLE -> begin(stream, RequestHead.of(fields.copy()), endStream);
                case LIST_TOO_LARGE -> refuse(stream, fields, endStream, Abuse.HEADER_LIST, "bytes of header fields");
                case TOO_MANY -> refuse(stream, fields, endStream, Abuse.HEADER_COUNT, "header fields");
            }
        } catch (Malformed e) {
            fault(stream, ErrorCode.PROTOCOL_ERROR, e.kind(), e.reason());
        }
    }

    private void begin(int stream, RequestHead head, boolean endStream) {
        Exchange exchange = new Exchange(this, stream, head);
        add(stream, exchange);
        rpcs++;
        route.stats().rpcs().increment();
        route.stats().activeRpcs().incrementAndGet();
        silence.watch();
        exchange.begin(endStream);
    }

    /** Answers a request of more header fields than may be, without a server. */
    private void refuse(int stream, Fields kept, boolean endStream, Abuse kind, String what) {
        abused(kind);
        Failure failure = Failure.fieldsTooLarge("more " + what + " than may be");
        int type = kept.find(Names.CONTENT_TYPE);
        boolean grpc = type >= 0 && Names.isGrpc(kept.bytes(), kept.valueStart(type), kept.valueLength(type));
        if (grpc) {
            sendHeaders(stream, ProxyAnswer.trailersOnly(failure), true);
        } else {
            sendHeaders(stream, ProxyAnswer.ofHttp(failure, new byte[0]), true);
        }
        if (!endStream) {
            sendReset(stream, ErrorCode.NO_ERROR.code());
        }
        closedStreams.add(stream, ClosedStreams.Kind.RESET);
        limits().reset(now());
    }

    /** Notes that an RPC is over. */
    void ended(int stream, boolean endedByClient) {
        if (remove(stream)) {
            closedStreams.add(stream, endedByClient ? ClosedStreams.Kind.ENDED : ClosedStreams.Kind.RESET);
            route.stats().activeRpcs().decrementAndGet();
            lastBusyNanos = now();
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
        bytesIn += bytes;
        route.stats().bytesIn().add(bytes);
    }

    @Override
    void countSent(long bytes) {
        bytesOut += bytes;
        route.stats().bytesOut().add(bytes);
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
        if (stream > lastStream || closedStreams.kind(stream) == ClosedStreams.Kind.RESET) {
            return;
        }
        fault(stream, ErrorCode.STREAM_CLOSED, Abuse.PROTOCOL, "DATA on a closed stream");
    }

    @Override
    public boolean isIdle(int stream) {
        return (stream & 1) == 0 || (stream > lastStream && !isLeaving());
    }

    @Override
    int lastStream() {
        return lastStream;
    }

    @Override
    public void fault(int stream, ErrorCode code, Abuse kind, String message) {
        abused(kind);
        Exchange exchange = exchange(stream);
        if (exchange == null) {
            if ((stream & 1) == 1) {
                lastStream = Math.max(lastStream, stream);
            }
            sendReset(stream, code.code());
            closedStreams.add(stream, ClosedStreams.Kind.RESET);
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

    private boolean isLeaving() {
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
        termination = how;
        exchanges()
                .forEach(exchange ->
                        exchange.fail(Failure.unavailable(how, "the connection has lasted as long as it may")));
        state().endWith(ErrorCode.NO_ERROR, "");
    }

    @Override
    void silent() {
        termination = Termination.CLIENT_TIMEOUT_DATA;
        state().close();
    }

    @Override
    void lost(String reason) {
        if (exchangeCount() > 0 && termination == Termination.NORMAL) {
            termination = Termination.CLIENT_ABORT_DATA;
        }
        exchanges().forEach(Exchange::clientGone);
    }

    /** Notes that the channel is closed: the connection is none any more. */
    @Override
    void closed() {
        if (over) {
            return;
        }
        over = true;
        silence.stop();
        if (lifetime != null) {
            lifetime.stop();
        }
        ConnectionRecord connection = account();
        route.stats().ended(0, false);
        loop().context().closed(this, connection);
    }

    private ConnectionRecord account() {
        return new ConnectionRecord(
                origin.source(),
                accepted,
                route.listener().name(),
                route.pool().get().name(),
                null,
                -1,
                -1,
                TimeUnit.NANOSECONDS.toMillis(ageNanos()),
                bytesIn,
                bytesOut,
                termination,
                loop().context().registry().size(),
                route.stats().active().get(),
                route.pool().get().connections(),
                0,
                0,
                false,
                0,
                0,
                rpcs);
    }

    /** An HTTP/2 connection can say that it ends: its client goes elsewhere, and its RPCs go on. */
    @Override
    public void endOnceIdle(Duration idle, Duration after) {
        loop().eventLoop()
                .execute(() -> loop().eventLoop().schedule(this::leave, after.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void endIfOn(Set<Endpoint> servers, ServerMark mark) {
        loop().eventLoop().execute(() -> exchanges().forEach(exchange -> exchange.endIfOn(servers, mark)));
    }

    @Override
    public void kill() {
        loop().eventLoop().execute(() -> {
            exchanges().forEach(Exchange::killed);
            end(Termination.KILLED_DATA);
        });
    }
}
