package io.fairlead.proxy.tcp;

import io.fairlead.proxy.admission.Verdict.Counted;
import io.fairlead.proxy.admission.Verdict.Rejected;
import io.fairlead.proxy.admission.Verdict.Uncounted;
import io.fairlead.proxy.proxyprotocol.Origin;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.util.function.Supplier;

/**
 * Starts a session on a connection as soon as it is active on its event loop, or as its PROXY header is there where it has to begin with
 * one, and leaves its pipeline. A client that is not let in is reset instead, as HAProxy does, and counted.
 */
public final class SessionStarter extends ChannelInboundHandlerAdapter {

    private final SessionContext context;
    private final SessionFactory grpc;
    private final Supplier<Route> route;

    /**
     * Creates a starter for one connection.
     *
     * @param grpc starts sessions of mode GRPC
     * @param route where connections go at this moment
     */
    public SessionStarter(SessionContext context, SessionFactory grpc, Supplier<Route> route) {
        this.context = context;
        this.grpc = grpc;
        this.route = route;
    }

    @Override
    public void channelActive(ChannelHandlerContext handler) {
        SocketChannel channel = (SocketChannel) handler.channel();
        Route current = route.get();
        Origin own = Origin.of(channel);
        handler.pipeline().remove(this);
        if (current.proxies().contain(own.source().getAddress())) {
            new AwaitedHeader(context.registry(), current, channel, own, origin -> admit(channel, current, origin))
                    .read();
        } else {
            admit(channel, current, own);
        }
    }

    private void admit(SocketChannel channel, Route current, Origin origin) {
        switch (current.admission().admit(origin.source().getAddress(), now(channel))) {
            case Rejected rejected -> reject(channel, current, rejected);
            case Uncounted free -> start(channel, current, origin);
            case Counted place -> {
                channel.closeFuture().addListener(closed -> place.release(now(channel)));
                start(channel, current, origin);
            }
        }
    }

    private void start(SocketChannel channel, Route current, Origin origin) {
        switch (current.listener().modeOrDefault()) {
            case TCP -> new TcpSession(context, current, channel, origin).start();
            case GRPC -> grpc.start(current, channel, origin);
        }
    }

    private static void reject(SocketChannel channel, Route route, Rejected rejected) {
        route.stats().rejected(rejected.reason()).increment();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    private static long now(SocketChannel channel) {
        return channel.eventLoop().ticker().nanoTime();
    }
}
