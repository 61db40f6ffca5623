package io.fairlead.bench.openloop;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A gRPC server on Netty's HTTP/2: it answers each call with a status and a message. */
final class GrpcServer implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final Channel listener;

    private GrpcServer(String status) throws InterruptedException {
        this.listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.incrementAndGet();
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer().build(),
                                        new Http2MultiplexHandler(new Answering(status, calls)));
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    static GrpcServer answering(String status) throws InterruptedException {
        return new GrpcServer(status);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    int connections() {
        return connections.get();
    }

    /** Returns how many well-formed calls were answered. */
    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Sharable
    private static final class Answering extends ChannelInboundHandlerAdapter {

        private static final int ANSWER = 21;

        private final String status;
        private final AtomicInteger calls;

        Answering(String status, AtomicInteger calls) {
            this.status = status;
            this.calls = calls;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            try {
                if (frame instanceof Http2HeadersFrame headers) {
                    checkGrpc(headers);
                } else if (frame instanceof Http2DataFrame data && data.isEndStream()) {
                    answer(ctx);
                }
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }

        private static void checkGrpc(Http2HeadersFrame headers) {
            if (!"POST".contentEquals(headers.headers().method())
                    || !"application/grpc".contentEquals(headers.headers().get("content-type"))) {
                throw new IllegalArgumentException("%s (expected: a gRPC call)".formatted(headers));
            }
        }

        private void answer(ChannelHandlerContext ctx) {
            ctx.write(new DefaultHttp2HeadersFrame(
                    new DefaultHttp2Headers().status(status).set("content-type", "application/grpc")));
            ctx.write(new DefaultHttp2DataFrame(Unpooled.buffer().writeZero(ANSWER)));
            calls.incrementAndGet();
            ctx.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().set("grpc-status", "0"), true));
        }
    }
}
