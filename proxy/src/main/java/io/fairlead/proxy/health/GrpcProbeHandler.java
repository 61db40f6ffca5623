package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.proxy.transport.SocketErrors;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one call of a connection that probes: asks, waits for the answer, tells the result once, and closes. */
final class GrpcProbeHandler extends Http2ChannelDuplexHandler {

    private final Http2Headers headers;
    private final byte[] request;
    private final Duration timeout;
    private final Consumer<@Nullable ProbeResult> result;
    private final GrpcHealthAnswer answer = new GrpcHealthAnswer();
    private @Nullable Http2FrameStream stream;
    private @Nullable Future<?> timer;
    private boolean over;

    /**
     * Creates the handler of a connection that is established.
     *
     * @param timeout how long the answer may take
     */
    GrpcProbeHandler(Http2Headers headers, byte[] request, Duration timeout, Consumer<@Nullable ProbeResult> result) {
        this.headers = headers;
        this.request = request;
        this.timeout = timeout;
        this.result = result;
    }

    @Override
    protected void handlerAdded0(ChannelHandlerContext context) {
        Http2FrameStream asked = newStream();
        stream = asked;
        timer = context.executor()
                .schedule(
                        () -> end(context, CheckResult.L7TOUT, "no answer within the timeout"),
                        timeout.toNanos(),
                        TimeUnit.NANOSECONDS);
        context.write(new DefaultHttp2HeadersFrame(headers).stream(asked));
        context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(request), true).stream(asked));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        try {
            switch (frame) {
                case Http2HeadersFrame headers ->
                    answered(context, answer.headers(headers.headers(), headers.isEndStream()));
                case Http2DataFrame data -> answered(context, answer.data(data.content(), data.isEndStream()));
                case Http2ResetFrame reset ->
                    end(context, CheckResult.L7RSP, "stream reset with " + name(reset.errorCode()));
                case Http2GoAwayFrame away
                when stream != null && away.lastStreamId() < stream.id() ->
                    end(context, CheckResult.L7RSP, "GOAWAY with " + name(away.errorCode()));
                default -> {}
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        String message = switch (cause) {
            case Http2Exception invalid -> "invalid HTTP/2: " + invalid.error();
            case Http2FrameStreamException invalid -> "invalid HTTP/2: " + invalid.error();
            default -> SocketErrors.reason(cause);
        };
        end(context, CheckResult.L7RSP, message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(context, CheckResult.L7RSP, "closed before the answer");
    }

    private static String name(long errorCode) {
        Http2Error error = Http2Error.valueOf(errorCode);
        return error == null ? "error " + errorCode : error.name();
    }

    private void answered(ChannelHandlerContext context, @Nullable ProbeResult settled) {
        if (settled != null) {
            end(context, settled);
        }
    }

    private void end(ChannelHandlerContext context, CheckResult check, String message) {
        end(context, new ProbeResult(check, message));
    }

    private void end(ChannelHandlerContext context, ProbeResult outcome) {
        if (over) {
            return;
        }
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        context.channel().close();
        result.accept(outcome);
    }
}
