package io.fairlead.bench.openloop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;

/** A server's channel; whoever waits for its answers sees its end as a fault. */
final class AnswerChannel extends Http2Channel {

    private final ServerConnection connection;

    AnswerChannel(Channel channel, MessageFrames answer) {
        super(channel);
        this.connection = new ServerConnection(answer, this::written);
    }

    @Override
    void read(ByteBuf in) throws IOException {
        connection.read(in);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
