package io.fairlead.proxy.admin;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.cli.HostPort;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.transport.BindAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
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
     * @param bindAddress what is bound where all addresses would be
     * @param snapshots what the proxy does at the moment; any thread may ask
     * @throws IOException with a message for the user, where it cannot listen there
     */
    public static AdminServer start(
            HostPort where, BindAddress bindAddress, Supplier<ProxySnapshot> snapshots, Metrics metrics)
            throws IOException {
        boundClients();
        HttpServer server = bind(where, bindAddress);
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

    private static HttpServer bind(HostPort where, BindAddress bindAddress) throws IOException {
        try {
            InetAddress host = where.host().isEmpty() ? null : InetAddress.getByName(where.host());
            return HttpServer.create(bindAddress.resolve(host, where.port()), 0);
        } catch (UnknownHostException e) {
            throw new IOException("--admin: " + where + " (expected: an address of this machine; unknown host)", e);
        } catch (IOException e) {
            throw new IOException(
                    "--admin: " + where + " (expected: an address that is free; " + e.getMessage() + ")", e);
        }
    }
}
