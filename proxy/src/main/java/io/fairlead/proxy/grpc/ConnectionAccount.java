package io.fairlead.proxy.grpc;

import io.fairlead.proxy.proxyprotocol.Origin;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Route;
import io.fairlead.proxy.tcp.Termination;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** What is counted of a client's connection, for its listener at once and for its record in the end. */
final class ConnectionAccount {

    private final Route route;
    private final Origin origin;
    private final Instant accepted;
    private final long acceptedNanos;
    private long lastBusyNanos;
    private long rpcs;
    private long bytesIn;
    private long bytesOut;
    private Termination termination = Termination.NORMAL;

    ConnectionAccount(Route route, Origin origin, Instant accepted, long nowNanos) {
        this.route = route;
        this.origin = origin;
        this.accepted = accepted;
        acceptedNanos = nowNanos;
        lastBusyNanos = nowNanos;
    }

    /** Notes that the connection is there. */
    void open() {
        route.stats().connections().increment();
        route.stats().active().incrementAndGet();
    }

    void received(int bytes) {
        bytesIn += bytes;
        route.stats().bytesIn().add(bytes);
    }

    void sent(long bytes) {
        bytesOut += bytes;
        route.stats().bytesOut().add(bytes);
    }

    void rpcBegan() {
        rpcs++;
        route.stats().rpcs().increment();
        route.stats().activeRpcs().incrementAndGet();
    }

    void rpcEnded(long nowNanos) {
        route.stats().activeRpcs().decrementAndGet();
        lastBusyNanos = nowNanos;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - acceptedNanos;
    }

    /** Returns how long ago an RPC ended, or the connection began. */
    long idleNanos(long nowNanos) {
        return nowNanos - lastBusyNanos;
    }

    /** Notes how the connection ends. */
    void ends(Termination how) {
        termination = how;
    }

    /** Notes that the client went away while it had RPCs, unless it was made to. */
    void aborted() {
        if (termination == Termination.NORMAL) {
            termination = Termination.CLIENT_ABORT_DATA;
        }
    }

    /** Notes that the connection is over, and returns the record of it. */
    ConnectionRecord close(long nowNanos, int processConnections) {
        ConnectionRecord connection = new ConnectionRecord(
                origin.source(),
                accepted,
                route.listener().name(),
                route.pool().get().name(),
                null,
                -1,
                -1,
                TimeUnit.NANOSECONDS.toMillis(ageNanos(nowNanos)),
                bytesIn,
                bytesOut,
                termination,
                processConnections,
                route.stats().active().get(),
                route.pool().get().connections(),
                0,
                0,
                false,
                0,
                0,
                rpcs);
        route.stats().ended(0, false);
        return connection;
    }
}
