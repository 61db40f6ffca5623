package io.fairlead.proxy.grpc;

import io.fairlead.proxy.proxyprotocol.Origin;
import io.fairlead.proxy.tcp.Route;
import io.fairlead.proxy.tcp.SessionContext;
import io.fairlead.proxy.tcp.SessionFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Starts sessions of mode GRPC. What the connections of one event loop share is made when it gets its first. */
public final class GrpcSessions implements SessionFactory {

    private final SessionContext context;
    private final Map<EventLoop, LoopState> loops = new ConcurrentHashMap<>();

    public GrpcSessions(SessionContext context) {
        this.context = context;
    }

    @Override
    public void start(Route route, SocketChannel channel, Origin origin) {
        LoopState loop = loops.computeIfAbsent(channel.eventLoop(), eventLoop -> new LoopState(eventLoop, context));
        new ClientConnection(loop, route, channel, origin).start();
    }
}
