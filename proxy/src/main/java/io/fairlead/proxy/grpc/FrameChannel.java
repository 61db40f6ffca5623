package io.fairlead.proxy.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;

/** Translates what befalls a channel for its {@link Http2Connection}. */
final class FrameChannel extends ChannelInboundHandlerAdapter {

    private static final int SMALLEST_READ = 512;
    private static final int FIRST_READ = 2048;
    private static final int LARGEST_READ = 64 * 1024;

    private final Http2Connection connection;

    private FrameChannel(Http2Connection connection) {
        this.connection = connection;
    }

    /** Has {@code connection} told of all that befalls {@code channel}; to be called on its event loop. */
    static void add(SocketChannel channel, Http2Connection connection) {
        channel.config()
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ));
        channel.pipeline().addLast(new FrameChannel(connection));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf data = (ByteBuf) message;
        try {
            connection.received(data);
        } finally {
            data.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        connection.receivedAll();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            connection.writable();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.broken(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.gone();
    }
}
