package io.fairlead.proxy.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A server that takes no connection: nobody accepts, and the kernel's backlog is full, so that it drops what else asks for one. */
public final class FullBacklog implements AutoCloseable {

    /** More than Linux queues for a backlog of one, which is two. */
    private static final int WAITING = 8;

    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    private FullBacklog(ServerSocket server) {
        this.server = server;
    }

    /** Listens on a free port of 127.0.0.1. */
    public static FullBacklog open() throws IOException {
        FullBacklog full = new FullBacklog(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < WAITING; i++) {
            SocketChannel channel = SocketChannel.open();
            full.waiting.add(channel);
            channel.configureBlocking(false);
            channel.connect(full.address());
        }
        return full;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : waiting) {
            channel.close();
        }
        server.close();
    }
}
