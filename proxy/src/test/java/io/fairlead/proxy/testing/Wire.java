package io.fairlead.proxy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * What lies between a server and those who connect to it here: it passes bytes on both ways until a test cuts it. Then it refuses
 * connections, as the machine of a process does that is gone.
 */
public final class Wire implements AutoCloseable {

    private static final int BACKLOG = 512;

    private final InetSocketAddress server;
    private final InetSocketAddress address;
    private final Collection<Pair> pairs = new ConcurrentLinkedQueue<>();

    /** Has a permit while bytes pass. */
    private final Semaphore passing = new Semaphore(1);

    private ServerSocket listening;

    private Wire(InetSocketAddress server) throws IOException {
        this.server = server;
        listening = Sockets.listen();
        address = (InetSocketAddress) listening.getLocalSocketAddress();
        accept(listening);
    }

    /** Lays one from a free port of 127.0.0.1. */
    public static Wire to(InetSocketAddress server) throws IOException {
        return new Wire(server);
    }

    /** Returns where to connect to. */
    public InetSocketAddress address() {
        return address;
    }

    /** Ends all connections as a process does that ends: who connected reads an end of file. */
    public void cut() throws IOException {
        listening.close();
        for (Pair pair : pairs) {
            if (!pair.accepted.isClosed()) {
                pair.accepted.shutdownOutput();
            }
            pair.onward.close();
        }
    }

    /** Ends all connections with a reset. */
    public void reset() throws IOException {
        listening.close();
        for (Pair pair : pairs) {
            Sockets.reset(pair.accepted);
            pair.onward.close();
        }
    }

    /** Has no byte pass any more, and keeps the connections. */
    public void freeze() throws InterruptedException {
        passing.acquire();
    }

    /** Has bytes pass again. */
    public void thaw() {
        passing.release();
    }

    /** Takes connections again, where it did before. */
    public void mend() throws IOException {
        listening = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
        accept(listening);
    }

    private void accept(ServerSocket from) throws IOException {
        from.setSoTimeout(0);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    connect(from.accept());
                }
            } catch (IOException e) {
                // it is cut
            }
        });
    }

    private void connect(Socket accepted) {
        try {
            Socket onward = new Socket(server.getAddress(), server.getPort());
            accepted.setTcpNoDelay(true);
            onward.setTcpNoDelay(true);
            pairs.add(new Pair(accepted, onward));
            Thread.ofVirtual().start(() -> pass(accepted, onward));
            Thread.ofVirtual().start(() -> pass(onward, accepted));
        } catch (IOException e) {
            closeQuietly(accepted);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passing.acquire();
                passing.release();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // either side is gone, and so is the other then
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Pair pair : pairs) {
            pair.accepted.close();
            pair.onward.close();
        }
    }

    private record Pair(Socket accepted, Socket onward) {}
}
