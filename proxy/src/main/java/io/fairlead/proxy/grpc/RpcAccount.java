package io.fairlead.proxy.grpc;

import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.tcp.Dispatcher;
import io.fairlead.proxy.tcp.Route;
import io.fairlead.proxy.tcp.Termination;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What an RPC counts: its messages and bytes both ways, its times, and what its client was told. */
final class RpcAccount {

    private static final long NOT_REACHED = -1;

    private final Instant began;
    private final long beganNanos;
    private final MessageCounter toServer = new MessageCounter();
    private final MessageCounter toClient = new MessageCounter();
    private @Nullable Endpoint place;
    private long placedNanos;
    private long openedNanos = NOT_REACHED;
    private long connectMillis = NOT_REACHED;
    private long responseMillis = NOT_REACHED;
    private boolean answered;
    private int httpStatus = -1;
    private int grpcStatus = -1;

    RpcAccount(Instant began, long nowNanos) {
        this.began = began;
        beganNanos = nowNanos;
        placedNanos = nowNanos;
    }

    MessageCounter toServer() {
        return toServer;
    }

    MessageCounter toClient() {
        return toClient;
    }

    /** Returns for how long it has lasted, in nanoseconds. */
    long ageNanos(long nowNanos) {
        return nowNanos - beganNanos;
    }

    /** Notes that it is tried on {@code server}; of several tries there one after the other, the time of the first one counts. */
    void placed(Endpoint server, long nowNanos) {
        if (server != place) {
            place = server;
            placedNanos = nowNanos;
        }
    }

    /** Notes that it has a stream to a server. */
    void opened(long nowNanos) {
        openedNanos = nowNanos;
        connectMillis = millis(nowNanos - placedNanos);
    }

    /** Notes what a server answered. */
    void answered(long nowNanos, int status) {
        answered = true;
        httpStatus = status;
        responseMillis = millis(nowNanos - openedNanos);
    }

    /** Notes the code of gRPC that the client is told; -1 for none. */
    void grpcStatus(int code) {
        grpcStatus = code;
    }

    /** Notes the HTTP status that the proxy answers with. */
    void httpStatus(int status) {
        httpStatus = status;
    }

    /** Draws the account up of an RPC that ends now, and whose place on an endpoint, if any, has not been released. */
    RpcRecord close(
            Route route,
            InetSocketAddress client,
            RequestHead head,
            Dispatcher dispatcher,
            int processConnections,
            Termination termination,
            long nowNanos) {
        Endpoint server = dispatcher.endpoint();
        int own = dispatcher.isPlaced() ? 1 : 0;
        return new RpcRecord(
                client,
                began,
                route.listener().name(),
                route.pool().get().name(),
                server == null ? null : server.name(),
                head.method(),
                head.path(),
                head.isGrpc(),
                answered,
                dispatcher.waitedMillis(),
                connectMillis,
                responseMillis,
                millis(nowNanos - beganNanos),
                toServer.bytes(),
                toClient.bytes(),
                toServer.messages(),
                toClient.messages(),
                httpStatus,
                grpcStatus,
                termination,
                processConnections,
                route.stats().active().get(),
                route.pool().get().connections() - own,
                server == null ? 0 : server.stats().active().get() - own,
                dispatcher.retries(),
                dispatcher.redispatched(),
                dispatcher.serverQueue(),
                dispatcher.backendQueue());
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
