package io.fairlead.demo.namespace;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes connections on, byte by byte, between TCP and a Unix socket, which unlike TCP leads from one network namespace to another. The end
 * of each direction is passed on by itself.
 */
final class ChannelRelay implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    /** How the other side is reached, once for each connection. */
    interface Target {

        SocketChannel connect() throws IOException;
    }

    private final ServerSocketChannel server;
    private final Target target;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private ChannelRelay(ServerSocketChannel server, Target target) {
        this.server = server;
        this.target = target;
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    /**
     * Listens from then on.
     *
     * @throws IOException where the address cannot be bound
     */
    static ChannelRelay listen(SocketAddress address, Target target) throws IOException {
        ServerSocketChannel server = address instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        try {
            server.bind(address);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return new ChannelRelay(server, target);
    }

    SocketAddress address() throws IOException {
        return server.getLocalAddress();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> relay(client));
            } catch (IOException e) {
                // It was closed, which the loop sees, or the connection had gone.
            }
        }
    }

    private void relay(SocketChannel client) {
        try (client) {
            open.add(client);
            try (SocketChannel other = target.connect()) {
                open.add(other);
                Thread back = Thread.ofVirtual().start(() -> copy(other, client));
                copy(client, other);
                back.join();
                open.remove(other);
            }
        } catch (IOException e) {
            // The client sees the end of its connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** What cannot be passed on ends both connections, which the other direction sees. */
    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }

    /** Listens no more, and ends all connections. */
    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(ChannelRelay::close);
    }
}
