package io.fairlead.proxy.testing;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP/2 server on loopback that answers each request as a test says, frame by frame. */
public final class Http2Server implements AutoCloseable {

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Queue<Http2HeadersFrame> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Long> resets = new ConcurrentLinkedQueue<>();
    private final Channel channel;

    /** What it does with a request that came whole. */
    @FunctionalInterface
    public interface Script {

        /** Answers the request of {@code stream}; what is written need not be flushed. */
        void answer(ChannelHandlerContext connection, Http2FrameStream stream);
    }

    private Http2Server(Script script) {
        channel = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        accepted.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer()
                                                .gracefulShutdownTimeoutMillis(0)
                                                .build(),
                                        new Requests(script));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    public static Http2Server start(Script script) {
        return new Http2Server(script);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Returns the headers of the requests so far. */
    public Queue<Http2HeadersFrame> requests() {
        return requests;
    }

    /** Returns the codes of the streams that were reset so far. */
    public Queue<Long> resets() {
        return resets;
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Requests extends ChannelInboundHandlerAdapter {

        private final Script script;

        Requests(Script script) {
            this.script = script;
        }

        @Override
        public void channelRead(ChannelHandlerContext connection, Object frame) {
            if (frame instanceof Http2HeadersFrame headers) {
                requests.add(headers);
            } else if (frame instanceof Http2DataFrame data && data.isEndStream()) {
                script.answer(connection, data.stream());
                connection.flush();
            } else if (frame instanceof Http2ResetFrame reset) {
                resets.add(reset.errorCode());
            }
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
            connection.close(); // a probe ends with a reset
        }
    }
}
