package io.fairlead.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** Tells a session and its relay what happens on one of its sides. */
final class SideHandler extends ChannelInboundHandlerAdapter {

    private final TcpSession session;
    private final Relay relay;
    private final Side side;

    SideHandler(TcpSession session, Relay relay, Side side) {
        this.session = session;
        this.relay = relay;
        this.side = side;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        relay.read(side, (ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        relay.readComplete(side);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        relay.writabilityChanged(side);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            relay.inputEnded(side);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        session.failed(side, cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.lost(side);
    }
}
