package io.fairlead.proxy.tcp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.util.function.Supplier;

/** Starts a session on a connection as soon as it is active on its event loop, and leaves its pipeline. */
public final class SessionStarter extends ChannelInboundHandlerAdapter {

    private final SessionContext context;
    private final Supplier<Route> route;

    /**
     * Creates a starter for one connection.
     *
     * @param route where connections go at this moment
     */
    public SessionStarter(SessionContext context, Supplier<Route> route) {
        this.context = context;
        this.route = route;
    }

    @Override
    public void channelActive(ChannelHandlerContext handler) {
        TcpSession session = new TcpSession(context, route.get(), (SocketChannel) handler.channel());
        handler.pipeline().remove(this);
        session.start();
    }
}
