package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.GrpcHealthCheck;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC health checking protocol: calls {@code Check} of {@code grpc.health.v1.Health} over HTTP/2 without TLS, on a connection of
 * its own, so that a server that answers but accepts no connection any more is found out. The connection ends with GOAWAY, then a reset.
 */
final class GrpcProbe implements Probe {

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
        return new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path("/grpc.health.v1.Health/Check")
                .authority(authority == null ? NetUtil.toSocketAddressString(target) : authority)
                .add("te", "trailers")
                .add("content-type", "application/grpc")
                .add("user-agent", "fairlead");
    }

    private void ask(
            SocketChannel channel, Http2Headers headers, Duration left, Consumer<@Nullable ProbeResult> result) {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
                .initialSettings(
                        Http2Settings.defaultSettings().pushEnabled(false).maxHeaderListSize(MAX_HEADER_BYTES))
                .gracefulShutdownTimeoutMillis(0)
                .build();
        channel.pipeline().addLast(codec, new GrpcProbeHandler(headers, request, left, result));
        channel.config().setAutoRead(true);
    }
}
