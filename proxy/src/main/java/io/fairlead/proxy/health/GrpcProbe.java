package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.GrpcHealthCheck;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpScheme;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC health checking protocol: calls {@code Check} of {@code grpc.health.v1.Health} over HTTP/2 without TLS, on a connection of
 * its own, so that a server that answers but accepts no connection any more is found out.
 *
 * <p>It costs as few system calls as can be: what begins the connection is sent together with the request, and the reset that ends it
 * is all that says so.
 */
final class GrpcProbe implements Probe {

    private static final AsciiString PATH = AsciiString.cached("/grpc.health.v1.Health/Check");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("application/grpc");
    private static final AsciiString USER_AGENT = AsciiString.cached("fairlead");
    private static final int MAX_HEADER_BYTES = 8192;

    private final ProbeConnection connection;
    private final byte[] request;
    private final @Nullable String authority;

    /**
     * Creates a probe.
     *
     * @param check what it asks; {@code null}: as if each of its fields were omitted
     */
    GrpcProbe(ProbeConnection connection, @Nullable GrpcHealthCheck check) {
        this.connection = connection;
        request = GrpcHealthMessages.request(check == null ? null : check.service());
        authority = check == null ? null : check.authority();
    }

    @Override
    public void start(InetSocketAddress target, Duration timeout, Consumer<@Nullable ProbeResult> result) {
        connection.open(target, timeout, (channel, left) -> ask(channel, headers(target), left, result), result);
    }

    private Http2Headers headers(InetSocketAddress target) {
        return new DefaultHttp2Headers(false)
                .method(HttpMethod.POST.asciiName())
                .scheme(HttpScheme.HTTP.name())
                .path(PATH)
                .authority(authority == null ? NetUtil.toSocketAddressString(target) : authority)
                .add(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS)
                .add(HttpHeaderNames.CONTENT_TYPE, CONTENT_TYPE)
                .add(HttpHeaderNames.USER_AGENT, USER_AGENT);
    }

    private void ask(
            SocketChannel channel, Http2Headers headers, Duration left, Consumer<@Nullable ProbeResult> result) {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
                .initialSettings(
                        Http2Settings.defaultSettings().pushEnabled(false).maxHeaderListSize(MAX_HEADER_BYTES))
                .validateHeaders(false)
                .flushPreface(false)
                .decoupleCloseAndGoAway(true)
                .build();
        channel.pipeline().addLast(codec, new GrpcProbeHandler(headers, request, left, result));
        channel.config().setAutoRead(true);
    }
}
