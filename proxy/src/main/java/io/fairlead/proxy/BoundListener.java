package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.proxy.snapshot.ProxySnapshot.ListenerSnapshot;
import io.fairlead.proxy.tcp.Route;
import io.fairlead.proxy.tcp.SessionContext;
import io.fairlead.proxy.tcp.SessionFactory;
import io.fairlead.proxy.tcp.SessionStarter;
import io.fairlead.proxy.transport.ConnectionLimit;
import io.fairlead.proxy.transport.ListenerSocket;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** A socket that listens, and where its connections go; the latter may change while it is open. */
final class BoundListener {

    private final ListenerSocket socket;
    private volatile Route route;

    /**
     * Binds {@code address}, and accepts nothing before {@link #use}; throws {@link io.fairlead.proxy.transport.BindFailedException}
     * where that fails.
     */
    BoundListener(
            InetSocketAddress address,
            Route route,
            SessionContext context,
            SessionFactory grpc,
            EventLoopGroup workers,
            ConnectionLimit limit) {
        this.route = route;
        socket = ListenerSocket.bind(
                context.transport(),
                workers,
                address,
                route.listener().backlogOrDefault(),
                limit,
                connection -> connection.pipeline().addLast(new SessionStarter(context, grpc, () -> this.route)));
    }

    /** Sends connections that come from now on along {@code newRoute}. */
    void use(Route newRoute) {
        route = newRoute;
        Listener listener = newRoute.listener();
        socket.backlog(listener.backlogOrDefault());
        socket.deferAccept(listener.deferAcceptOrDefault());
        socket.maxConnections(listener.maxConnectionsOrUnlimited());
    }

    ListenerSnapshot snapshot() {
        Route current = route;
        return new ListenerSnapshot(current.listener(), current.pool().get().name(), socket.address(), current.stats());
    }

    /** Takes what waits to be accepted, then closes; established connections go on. */
    void close() {
        socket.close();
    }

    /** Closes without taking what waits to be accepted. */
    void closeAtOnce() {
        socket.closeAtOnce();
    }

    /** Completes when it is closed. */
    CompletableFuture<Void> whenClosed() {
        return socket.whenClosed();
    }

    boolean closed() {
        return socket.closed();
    }
}
