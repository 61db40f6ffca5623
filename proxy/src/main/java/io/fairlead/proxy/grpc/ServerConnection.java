package io.fairlead.proxy.grpc;

import io.fairlead.api.v1alpha1.KeepAlive;
import io.fairlead.api.v1alpha1.ListenerHttp2;
import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.http2.Settings;
import io.fairlead.proxy.transport.TcpSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a server, of which the proxy is the client.
 *
 * <pre>
 *   CONNECTED ── SETTINGS ──► TAKES STREAMS ── GOAWAY, streams used up ──► LEAVING ── last stream ended ──► closed
 *       │                          │                                          │
 *       └── none in time           └────────────── lost ◄─────────────────────┘
 * </pre>
 */
final class ServerConnection extends Http2Connection {

    private static final int MOST_HEADERS = 1000;
    private static final int LAST_STREAM = Integer.MAX_VALUE - 2;

    private final ServerLink link;
    private final SilenceWatch silence;
    private final Future<?> settingsTimer;
    private int nextStream = 1;
    private long peerMaxStreams = Integer.MAX_VALUE;
    private boolean ready;
    private boolean leaving;
    private boolean over;
    private long idleSince;

    ServerConnection(ServerLink link, SocketChannel channel, int settingsMillis) {
        super(
                link.loop(),
                channel,
                new Limits(
                        new ListenerHttp2(
                                null,
                                link.config().http2OrDefault().maxHeaderListSizeOrDefault(),
                                MOST_HEADERS,
                                null,
                                null,
                                null,
                                null),
                        link.config().serverTimeout(),
                        link.loop().now()));
        this.link = link;
        TcpSocketOptions.set(channel, link.config().tcpOrDefault());
        silence = new SilenceWatch(
                this, link.config().serverTimeout(), Exchange::serverSilentSince, Exchange::serverTimedOut);
        idleSince = now();
        settingsTimer = loop().eventLoop().schedule(this::settingsMissing, settingsMillis, TimeUnit.MILLISECONDS);
    }

    void start() {
        output().frames().writeBytes(Preface.BYTES);
        start(Settings.NONE
                .withEnablePush(0)
                .withInitialWindowSize(ReceiveWindow.INITIAL)
                .withMaxHeaderListSize(limits().maxHeaderListSize()));
    }

    /** Returns the server's name. */
    String serverName() {
        return link.endpoint().name();
    }

    /** Whether it can be given a further stream. */
    boolean hasRoom() {
        return takesStreams() && exchangeCount() < peerMaxStreams;
    }

    /** Whether it takes further streams, if not at this moment. */
    boolean takesStreams() {
        return ready && !leaving && !over && state().isOpen();
    }

    long idleNanos() {
        return now() - idleSince;
    }

    /** Returns the number of the next stream, which is {@code exchange}'s. */
    int open(Exchange exchange) {
        int stream = nextStream;
        nextStream += 2;
        add(stream, exchange);
        silence.watch();
        link.endpoint().stats().rpcs().increment();
        if (nextStream >= LAST_STREAM) {
            leaving = true;
        }
        return stream;
    }

    /** Notes that a stream is over. */
    void ended(int stream) {
        if (remove(stream)) {
            if (exchangeCount() == 0) {
                idleSince = now();
            }
            link.freed(this);
        }
    }

    /** Takes no further stream, and closes when the last one has ended. */
    void leave() {
        leaving = true;
        closeIfDone();
    }

    void closeIfDone() {
        if (leaving && exchangeCount() == 0 && state().isOpen()) {
            state().endWith(ErrorCode.NO_ERROR, "");
            lost("connection was closed");
        }
    }

    private void settingsMissing() {
        if (!ready && !over) {
            over = true;
            state().close();
            link.failed(ServerLink.silence());
        }
    }

    @Override
    public void settingsChanged(Settings settings) {
        if (settings.maxConcurrentStreams() >= 0) {
            peerMaxStreams = settings.maxConcurrentStreams();
        }
        if (!ready && !over) {
            ready = true;
            settingsTimer.cancel(false);
            KeepAlive keepAlive = link.config().http2OrDefault().keepAlive();
            if (keepAlive != null) {
                keepAlive(keepAlive.time(), keepAlive.timeoutOrDefault(), true);
            }
            link.ready(this);
        } else if (ready) {
            link.serve();
        }
    }

    @Override
    void count(int bytes) {
        link.endpoint().stats().bytesOut().add(bytes);
    }

    @Override
    void countSent(long bytes) {
        link.endpoint().stats().bytesIn().add(bytes);
    }

    @Override
    public void dataOf(Exchange exchange, ByteBuf piece, int flowBytes, boolean endStream) {
        exchange.answerData(piece, flowBytes, endStream);
    }

    @Override
    public Flow sendingOf(Exchange exchange) {
        return exchange.toServer();
    }

    /** A server may not know yet that the stream was reset. */
    @Override
    public void dataOfClosed(int stream) {}

    @Override
    public void headers(int stream, Fields fields, boolean endStream, Decoded decoded) {
        Exchange exchange = exchange(stream);
        if (exchange != null) {
            exchange.answerHeaders(fields, endStream, decoded);
        } else if (isIdle(stream)) {
            throw new ConnectionFault(ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "HEADERS on an idle stream");
        }
    }

    @Override
    public void resetOf(Exchange exchange, long code) {
        exchange.serverReset(code);
    }

    @Override
    public void goAway(int last) {
        leaving = true;
        for (Exchange exchange : exchanges()) {
            exchange.serverLeaves(last);
        }
        link.leaving();
        closeIfDone();
    }

    @Override
    public boolean isIdle(int stream) {
        return (stream & 1) == 0 || stream >= nextStream;
    }

    @Override
    int lastStream() {
        return 0;
    }

    @Override
    public void fault(int stream, ErrorCode code, Abuse kind, String message) {
        abused(kind);
        Exchange exchange = exchange(stream);
        if (exchange != null) {
            exchange.serverFault(code, message);
        } else if (isIdle(stream)) {
            throw new ConnectionFault(code, kind, message);
        }
    }

    @Override
    void abused(Abuse kind) {
        link.endpoint().stats().abuse(kind).increment();
    }

    @Override
    void silent() {
        broken(new IOException("no answer to PING"));
    }

    @Override
    void closed() {}

    @Override
    void lost(String reason) {
        if (over) {
            return;
        }
        over = true;
        settingsTimer.cancel(false);
        silence.stop();
        if (!ready) {
            link.failed(new IOException(reason + " before it spoke HTTP/2"));
            return;
        }
        for (Exchange exchange : exchanges()) {
            exchange.serverLost(reason);
        }
        link.gone(this);
    }
}
