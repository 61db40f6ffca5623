package io.fairlead.proxy.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** A server on loopback that greets each connection with its name, and then sends back what it is sent. */
public final class PlainServer implements AutoCloseable {

    private static final int BACKLOG = 2048;

    private final String name;
    private final ServerSocket server;
    private final List<Socket> waiting = new ArrayList<>();

    private PlainServer(String name, InetAddress address, int backlog) throws IOException {
        this.name = name;
        server = new ServerSocket(0, backlog, address);
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static PlainServer start(String name) throws IOException {
        return start(name, InetAddress.getLoopbackAddress());
    }

    /** Starts one on a free port of {@code address}. */
    public static PlainServer start(String name, InetAddress address) throws IOException {
        PlainServer server = new PlainServer(name, address, BACKLOG);
        server.accept();
        return server;
    }

    /** Returns one whose kernel establishes connections, which it does not accept: as if its process were frozen. */
    public static PlainServer frozen(String name) throws IOException {
        return new PlainServer(name, InetAddress.getLoopbackAddress(), BACKLOG);
    }

    /** Returns one that does not accept and whose backlog is full: its kernel ignores attempts to connect, which time out. */
    public static PlainServer full(String name) throws IOException {
        PlainServer server = new PlainServer(name, InetAddress.getLoopbackAddress(), 1);
        server.waiting.addAll(Sockets.fillBacklog(server.server));
        return server;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Accepts from now on, and serves. */
    public void accept() {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket accepted = server.accept();
                    Thread.ofVirtual().start(() -> serve(accepted));
                }
            } catch (IOException e) {
                expect(server.isClosed(), e);
            }
        });
    }

    private void serve(Socket accepted) {
        try (accepted) {
            accepted.setTcpNoDelay(true);
            accepted.getOutputStream().write((name + "\n").getBytes(US_ASCII));
            accepted.getInputStream().transferTo(accepted.getOutputStream());
        } catch (IOException e) {
            // A probe ends with a reset, and so may a client.
            expect(e instanceof SocketException, e);
        }
    }

    private static void expect(boolean expected, IOException e) {
        if (!expected) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : waiting) {
            socket.close();
        }
    }
}
