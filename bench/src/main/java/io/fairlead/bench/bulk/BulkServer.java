package io.fairlead.bench.bulk;

import io.fairlead.bench.lab.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Sends as much as it can on each connection, and takes as much as comes, until it is closed. */
final class BulkServer implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final LongAdder received = new LongAdder();
    private final List<Pump> pumps = new CopyOnWriteArrayList<>();

    private BulkServer(ServerSocketChannel listener) {
        this.listener = listener;
    }

    static BulkServer start() throws IOException {
        BulkServer server = new BulkServer(ServerSocketChannel.open().bind(Loopback.at(0)));
        Thread.ofPlatform().daemon().name("bulk-accept").start(server::accept);
        return server;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                pumps.add(Pump.start(listener.accept(), received));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // A client that left before it was accepted.
            }
        }
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    /** Returns the bytes that came in all, so far. */
    long received() {
        return received.sum();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // It listens no more in any case.
        }
        pumps.forEach(Pump::close);
    }
}
