package io.fairlead.proxy.admin;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /livez}, {@code /readyz}, {@code /metrics} and {@code /status} over HTTP, until it is closed. */
public final class AdminServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService executor;

    private AdminServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts to listen.
     *
     * @param snapshots what the proxy does at the moment; any thread may ask
     * @throws IOException with a message for the user, where it cannot listen there
     */
    public static AdminServer start(HostPort where, Supplier<ProxySnapshot> snapshots, Metrics metrics)
            throws IOException {
        boundClients();
        HttpServer server = bind(where);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(executor);
        server.createContext("/", new AdminHandler(snapshots, metrics));
        server.start();
        return new AdminServer(server, executor);
    }

    /** Returns where it listens, with the port that it got where it was asked for any. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops at once: requests that are being answered are cut off. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    /**
     * Bounds how many clients there are, and for how many seconds one may send a request or take an answer. The JDK's server has
     * no other way to be told than system properties; what the command line says goes first.
     */
    private static void boundClients() {
        System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", "200");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "5");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", "5");
    }

    private static HttpServer bind(HostPort where) throws IOException {
        InetSocketAddress address = new InetSocketAddress(where.host(), where.port());
        if (address.isUnresolved()) {
            throw new IOException("--admin: " + where + " (expected: an address of this machine; unknown host)");
        }
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IOException(
                    "--admin: " + where + " (expected: an address that is free; " + e.getMessage() + ")", e);
        }
    }
}
