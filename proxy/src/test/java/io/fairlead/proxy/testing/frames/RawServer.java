package io.fairlead.proxy.testing.frames;

import io.fairlead.proxy.testing.Sockets;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback whose connections a test holds. What only connects is no connection of it: they count from the client's preface
 * on, in order.
 */
public final class RawServer implements AutoCloseable {

    private static final int LONGEST_SECONDS = 20;
    private static final int SMALL_BUFFER = 4 * 1024;
    private static final int DEFAULT_WINDOW = 65_535;

    private final ServerSocket server = Sockets.listen();
    private final LinkedBlockingQueue<RawConnection> accepted = new LinkedBlockingQueue<>();
    private final Queue<RawConnection> all = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Greeting greeting;
    private final boolean deaf;

    /** What it does with a connection whose preface has come, before it reads anything more. */
    @FunctionalInterface
    public interface Greeting {

        void greet(RawConnection connection) throws IOException;
    }

    private RawServer(Greeting greeting, boolean deaf) throws IOException {
        this.greeting = greeting;
        this.deaf = deaf;
        if (deaf) {
            server.setReceiveBufferSize(SMALL_BUFFER);
        }
        server.setSoTimeout(0);
        Thread.ofVirtual().start(this::accept);
    }

    /** Starts one that sends SETTINGS of identifiers and values in turn at once. */
    public static RawServer start(long... settings) throws IOException {
        return new RawServer(connection -> connection.settings(settings), false);
    }

    /** Starts one that greets each connection on a thread of its own as {@code greeting} says. */
    public static RawServer start(Greeting greeting) throws IOException {
        return new RawServer(greeting, false);
    }

    /** Starts one that opens its windows as far as they go, and reads nothing. */
    public static RawServer startDeaf() throws IOException {
        return new RawServer(
                connection -> {
                    connection.settings(FrameType.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE);
                    connection.send(Frames.windowUpdate(0, Integer.MAX_VALUE - DEFAULT_WINDOW));
                },
                true);
    }

    private void accept() {
        try {
            while (true) {
                RawConnection connection = new RawConnection(server.accept());
                all.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(RawConnection connection) {
        try {
            String preface = connection.readPreface();
            if (!preface.equals(Frames.PREFACE)) {
                throw new AssertionError("not the preface: " + preface);
            }
            connections.incrementAndGet();
            greeting.greet(connection);
            if (!deaf) {
                connection.read();
            }
            accepted.add(connection);
        } catch (EOFException | SocketException e) {
            // The other side ended it, or the test did.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Returns how many connections there were so far. */
    public int connections() {
        return connections.get();
    }

    /** Waits for the next connection that was greeted. */
    public RawConnection accepted() throws InterruptedException {
        @Nullable RawConnection next = accepted.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no connection came");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (RawConnection connection : all) {
            connection.close();
        }
    }
}
