package io.fairlead.bench.openloop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;

/** A client's channel: translates between its HTTP/2 connection and what makes calls on it. */
final class CallChannel extends Http2Channel implements Caller {

    private final int number;
    private final Listener listener;
    private final ClientConnection connection;

    /** Hears what happens; {@code number} says to which channel. */
    interface Listener {
        void answered(int number, long due);

        /** Told after whatever may have made room for calls. */
        void roomAt(int number);

        void failed(Throwable fault);
    }

    CallChannel(int number, Channel channel, MessageFrames request, Listener listener) {
        super(channel);
        this.number = number;
        this.listener = listener;
        this.connection = new ClientConnection(request, this::written, due -> listener.answered(number, due));
    }

    @Override
    public boolean ready() {
        return isWritable() && connection.ready();
    }

    @Override
    public void call(long due) {
        connection.call(due);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection.open();
        flush();
    }

    @Override
    void read(ByteBuf in) throws IOException {
        connection.read(in);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        listener.roomAt(number);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        listener.roomAt(number);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        listener.failed(new IOException("connection closed by the other end (expected: open to the end)"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        listener.failed(cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause);
        ctx.close();
    }
}
