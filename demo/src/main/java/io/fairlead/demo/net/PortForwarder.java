package io.fairlead.demo.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Listens on one port of a Service's address, and passes each connection on to a target chosen at random. */
final class PortForwarder implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    private final ServerSocket socket = new ServerSocket();
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private volatile List<InetSocketAddress> targets;

    /** Binds, and accepts from then on. */
    PortForwarder(InetSocketAddress address, List<InetSocketAddress> targets) throws IOException {
        this.targets = targets;
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        Thread.ofVirtual().name("forward-" + address).start(this::accept);
    }

    /** Says where new connections go; those that are open stay where they are. */
    void targets(List<InetSocketAddress> now) {
        targets = now;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> forward(client));
            } catch (IOException e) {
                // It was closed, which the loop sees, or the connection had gone.
            }
        }
    }

    /** A connection for which there is no target is reset. */
    private void forward(Socket client) {
        List<InetSocketAddress> current = targets;
        Relay relay = new Relay(client);
        if (current.isEmpty()) {
            relay.reset();
            return;
        }
        relays.add(relay);
        try {
            relay.run(current.get(ThreadLocalRandom.current().nextInt(current.size())));
        } finally {
            relays.remove(relay);
        }
    }

    /** Stops to listen, and resets all connections. */
    @Override
    public void close() throws IOException {
        socket.close();
        relays.forEach(Relay::reset);
    }
}
