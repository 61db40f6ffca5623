package io.fairlead.proxy.tcp;

import io.fairlead.proxy.proxyprotocol.HeaderFault;
import io.fairlead.proxy.proxyprotocol.Origin;
import io.fairlead.proxy.proxyprotocol.ProxyHeaderReader;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.util.function.Supplier;

/**
 * Starts a session on a connection as soon as it is active on its event loop, or its PROXY header has been read where it has to have one, and
 * leaves its pipeline.
 */
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
        SocketChannel channel = (SocketChannel) handler.channel();
        Route current = route.get();
        Origin own = Origin.of(channel);
        handler.pipeline().remove(this);
        if (current.proxies().contain(own.source().getAddress())) {
            ProxyHeaderReader.read(channel, own, current.proxies().timeout(), new AfterHeader(channel, current));
        } else {
            start(channel, current, own);
        }
    }

    private void start(SocketChannel channel, Route current, Origin origin) {
        new TcpSession(context, current, channel, origin).start();
    }

    private final class AfterHeader implements ProxyHeaderReader.Outcome {

        private final SocketChannel channel;
        private final Route route;

        AfterHeader(SocketChannel channel, Route route) {
            this.channel = channel;
            this.route = route;
        }

        @Override
        public void headerRead(Origin origin) {
            start(channel, route, origin);
        }

        @Override
        public void headerRefused(HeaderFault fault) {}
    }
}
