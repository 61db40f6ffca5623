package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointStats;
import io.fairlead.proxy.transport.ListenerStats;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a session counts: its bytes, also on behalf of its listener and its endpoint, and its times. */
final class SessionAccount {

    private final InetSocketAddress client;
    private final Instant accepted;
    private final long startedNanos;
    private final ListenerStats listener;
    private @Nullable EndpointStats endpoint;
    private long connectMillis = -1;
    private long bytesToServer;
    private long bytesToClient;

    SessionAccount(InetSocketAddress client, Instant accepted, long nowNanos, ListenerStats listener) {
        this.client = client;
        this.accepted = accepted;
        this.listener = listener;
        startedNanos = nowNanos;
    }

    InetSocketAddress client() {
        return client;
    }

    /** Notes that the server is connected to, after a wait of {@code waitedMillis} for a place on it. */
    void serverConnected(EndpointStats stats, long nowNanos, long waitedMillis) {
        connectMillis = millisUntil(nowNanos) - waitedMillis;
        endpoint = stats;
        stats.connections().increment();
        stats.bytesIn().add(bytesToServer);
    }

    void clientSent(int bytes) {
        bytesToServer += bytes;
        listener.bytesIn().add(bytes);
        if (endpoint != null) {
            endpoint.bytesIn().add(bytes);
        }
    }

    void serverSent(int bytes) {
        bytesToClient += bytes;
        listener.bytesOut().add(bytes);
        if (endpoint != null) {
            endpoint.bytesOut().add(bytes);
        }
    }

    /**
     * Draws the account up of a session that ends now, and whose place on an endpoint, if any, has not been released.
     *
     * @param processConnections connections of the process, this one included
     */
    ConnectionRecord close(
            Route route, Dispatcher dispatcher, int processConnections, Termination termination, long nowNanos) {
        Endpoint server = dispatcher.endpoint();
        int own = dispatcher.isPlaced() ? 1 : 0;
        return new ConnectionRecord(
                client,
                accepted,
                route.listener().name(),
                route.pool().get().name(),
                server == null ? null : server.name(),
                dispatcher.waitedMillis(),
                connectMillis,
                millisUntil(nowNanos),
                bytesToServer,
                bytesToClient,
                termination,
                processConnections,
                listener.active().get(),
                route.pool().get().connections() - own,
                server == null ? 0 : server.stats().active().get() - own,
                dispatcher.retries(),
                dispatcher.redispatched(),
                dispatcher.serverQueue(),
                dispatcher.backendQueue(),
                ConnectionRecord.NOT_LOOKED_AT);
    }

    /** Returns how long ago the connection was accepted. */
    long ageNanos(long nowNanos) {
        return nowNanos - startedNanos;
    }

    private long millisUntil(long nowNanos) {
        return TimeUnit.NANOSECONDS.toMillis(nowNanos - startedNanos);
    }
}
