package io.fairlead.demo.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Sees that what will listen can listen, before anything is started. */
public final class Ports {

    private static final int CONNECT_MILLIS = 2_000;

    private Ports() {}

    /** Throws {@link IOException} with one line for the user where a connection from {@code address} to itself cannot be had. */
    public static void checkLoopback(InetAddress address) throws IOException {
        try (ServerSocket server = new ServerSocket();
                Socket client = new Socket()) {
            server.bind(new InetSocketAddress(address, 0));
            client.connect(server.getLocalSocketAddress(), CONNECT_MILLIS);
        } catch (IOException e) {
            throw new IOException(
                    "loopback: no connection from %s to itself: %s (expected: a loopback device that is up)"
                            .formatted(address.getHostAddress(), e.getMessage()),
                    e);
        }
    }

    /** Whether it can be bound. */
    public static boolean isFree(InetSocketAddress address) {
        try {
            bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Throws {@link IOException} with one line for the user where one cannot be bound. */
    public static void checkFree(List<InetSocketAddress> addresses) throws IOException {
        for (InetSocketAddress address : addresses) {
            try {
                bind(address);
            } catch (IOException e) {
                throw new IOException(
                        "port %d: %s:%d cannot be bound: %s (expected: a port on which nothing listens, not even on all addresses)"
                                .formatted(
                                        address.getPort(),
                                        address.getAddress().getHostAddress(),
                                        address.getPort(),
                                        e.getMessage()),
                        e);
            }
        }
    }

    /** For a moment only. */
    private static void bind(InetSocketAddress address) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        }
    }
}
