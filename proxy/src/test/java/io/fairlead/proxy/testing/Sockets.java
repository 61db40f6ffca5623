package io.fairlead.proxy.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Plain blocking sockets, for tests that say byte by byte what happens. */
public final class Sockets {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int FULL_AFTER_MILLIS = 300;
    private static final int LOWEST_UNUSED = 10_000;
    private static final int LOWEST_GIVEN = 32_768;

    private Sockets() {}

    /** Listens on a free port of 127.0.0.1. */
    public static ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        server.setSoTimeout(TIMEOUT_MILLIS);
        return server;
    }

    /**
     * Returns an address of 127.0.0.1 on which nobody listens. Its port is below those that the kernel gives to who asks for any, so
     * that nobody gets it by chance.
     */
    public static InetSocketAddress unused() throws IOException {
        while (true) {
            InetSocketAddress address = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    ThreadLocalRandom.current().nextInt(LOWEST_UNUSED, LOWEST_GIVEN));
            try (ServerSocket server = new ServerSocket()) {
                server.bind(address);
                return address;
            } catch (BindException e) {
                // someone has it: the next one
            }
        }
    }

    /** Connects; reads fail when nothing comes for 20 s. */
    public static Socket connect(SocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.connect(address, TIMEOUT_MILLIS);
        return withTimeout(socket);
    }

    /** Connects from an address of this machine. */
    public static Socket connect(String from, SocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(address, TIMEOUT_MILLIS);
        return withTimeout(socket);
    }

    /** Connects from an address of this machine, and returns the {@link #ending}; the reset may come before connecting has returned. */
    public static String endingOf(String from, SocketAddress address) throws IOException {
        try (Socket socket = connect(from, address)) {
            return ending(socket);
        } catch (SocketException e) {
            return "RST after 0 bytes";
        }
    }

    /** Connects, and returns the name with which a {@link PlainServer} greets. */
    public static String serverName(SocketAddress address) throws IOException {
        try (Socket socket = connect(address)) {
            return greeting(socket);
        }
    }

    /** Reads the name with which a {@link PlainServer} greets, and no byte more. */
    public static String greeting(Socket socket) throws IOException {
        StringBuilder name = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed before the greeting was complete: " + name);
            }
            name.append((char) next);
        }
        return name.toString();
    }

    /** Accepts one connection; reads from it fail when nothing comes for 20 s. */
    public static Socket accept(ServerSocket server) throws IOException {
        return withTimeout(server.accept());
    }

    private static Socket withTimeout(Socket socket) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /**
     * Connects to {@code server}, from which nobody accepts, until its kernel ignores further attempts, which then time out; returns what
     * has to be closed in the end.
     */
    public static List<Socket> fillBacklog(ServerSocket server) throws IOException {
        return fillBacklog(server.getLocalSocketAddress());
    }

    /** Connects to {@code address} until attempts are ignored there; returns what has to be closed in the end. */
    public static List<Socket> fillBacklog(SocketAddress address) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(address, FULL_AFTER_MILLIS);
                waiting.add(socket);
            } catch (SocketTimeoutException full) {
                socket.close();
                return waiting;
            }
        }
    }

    /** Closes with a reset. */
    public static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Whether neither a byte nor an end comes within the socket's timeout. */
    public static boolean isSilent(Socket socket) throws IOException {
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** Reads to the end of the connection, and returns how it came: {@code FIN after 4 bytes}, {@code RST after 0 bytes}. */
    public static String ending(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        long sum = 0;
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum += read;
            }
        } catch (SocketException e) {
            return "RST after " + sum + " bytes";
        }
        return "FIN after " + sum + " bytes";
    }

    /** Reads to the end of the stream, and returns how many bytes came. */
    public static long drain(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        long sum = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sum += read;
        }
        return sum;
    }
}
