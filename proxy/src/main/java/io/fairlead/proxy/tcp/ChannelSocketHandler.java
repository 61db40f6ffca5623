package io.fairlead.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** Translates what comes through the pipeline of a {@link ChannelSocket}. */
final class ChannelSocketHandler extends ChannelInboundHandlerAdapter {

    private final SideEvents events;

    ChannelSocketHandler(SideEvents events) {
        this.events = events;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf data = (ByteBuf) message;
        try {
            events.received(data);
        } finally {
            data.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        events.receivedAll();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        events.drained();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            events.inputEnded();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        events.failed(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        events.closed();
    }
}
