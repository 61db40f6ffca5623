package io.fairlead.demo.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One connection, passed on from the client's own address, as kube-proxy does within a cluster. The end of each direction is passed on by
 * itself; a reset ends both by a reset.
 */
final class Relay {

    private static final int CONNECT_MILLIS = 5_000;

    private final Socket client;
    private final Socket server = new Socket();

    Relay(Socket client) {
        this.client = client;
    }

    /** Connects, and relays until both directions have ended. */
    void run(InetSocketAddress target) {
        try {
            server.bind(new InetSocketAddress(client.getInetAddress(), 0));
            server.connect(target, CONNECT_MILLIS);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Thread answers = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            answers.join();
            client.close();
            server.close();
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            reset();
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            reset();
        }
    }

    /** Ends both connections at once. */
    void reset() {
        reset(client);
        reset(server);
    }

    /** Closes with RST instead of FIN. */
    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
