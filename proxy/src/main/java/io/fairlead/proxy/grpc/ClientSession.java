package io.fairlead.proxy.grpc;

import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.tcp.ServerMark;
import io.fairlead.proxy.tcp.SessionRegistry;
import io.fairlead.proxy.tcp.Termination;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Has a client's connection end from outside; any thread may use it. */
final class ClientSession implements SessionRegistry.Entry {

    private final ClientConnection connection;

    ClientSession(ClientConnection connection) {
        this.connection = connection;
    }

    /** An HTTP/2 connection can say that it ends: its client goes elsewhere, and its RPCs go on. */
    @Override
    public void endOnceIdle(Duration idle, Duration after) {
        execute(() -> connection.loop().eventLoop().schedule(connection::leave, after.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void endIfOn(Set<Endpoint> servers, ServerMark mark) {
        execute(() -> connection.exchanges().forEach(exchange -> exchange.endIfOn(servers, mark)));
    }

    @Override
    public void kill() {
        execute(() -> {
            connection.exchanges().forEach(Exchange::killed);
            connection.end(Termination.KILLED_DATA);
        });
    }

    private void execute(Runnable task) {
        connection.loop().eventLoop().execute(task);
    }
}
