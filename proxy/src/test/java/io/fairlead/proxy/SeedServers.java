package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.Server;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The seed's three servers on loopback: srv1, srv2 and srv3 have one port, on an address each, and there a port of its own for health
 * checks, which the kernel accepts. Connections are accepted by the test.
 */
final class SeedServers implements AutoCloseable {

    private static final int COUNT = 3;
    private static final int BACKLOG = 512;

    private final List<ServerSocket> servers;
    private final List<ServerSocket> checks;
    private final List<Socket> fillers = new ArrayList<>();

    private SeedServers(List<ServerSocket> servers, List<ServerSocket> checks) {
        this.servers = servers;
        this.checks = checks;
    }

    static SeedServers open() throws IOException {
        return new SeedServers(listenEverywhere(), listenEverywhere());
    }

    /** A port that is free on the first address may be somebody's on another one: then the next one. */
    private static List<ServerSocket> listenEverywhere() throws IOException {
        while (true) {
            List<ServerSocket> sockets = new ArrayList<>();
            try {
                int port = 0;
                for (int number = 1; number <= COUNT; number++) {
                    sockets.add(listen(number, port, BACKLOG));
                    port = sockets.getFirst().getLocalPort();
                }
                return sockets;
            } catch (BindException e) {
                for (ServerSocket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    private static ServerSocket listen(int number, int port, int backlog) throws IOException {
        return new ServerSocket(port, backlog, InetAddress.getByName("127.0.0." + number));
    }

    /** Returns the seed's configuration for the first {@code count} servers. */
    Configs config(int count) {
        List<Server> list = new ArrayList<>();
        for (ServerSocket server : servers.subList(0, count)) {
            list.add(Configs.server("srv" + (list.size() + 1), (InetSocketAddress) server.getLocalSocketAddress()));
        }
        return Configs.of(list)
                .check(checkPort(), Duration.ofSeconds(2), Duration.ofSeconds(2))
                .retries(3, false)
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(50), Duration.ofSeconds(50));
    }

    /** Accepts a connection to the first server. */
    Socket accept() throws IOException {
        return accept(1);
    }

    /** Accepts a connection to {@code srv<number>}. */
    Socket accept(int number) throws IOException {
        ServerSocket server = servers.get(number - 1);
        server.setSoTimeout(20_000);
        return Sockets.accept(server);
    }

    /** Accepts a probe of the first server's health. */
    Socket acceptCheck() throws IOException {
        checks.getFirst().setSoTimeout(20_000);
        return Sockets.accept(checks.getFirst());
    }

    /** Whether no connection to the first server waits to be accepted. */
    boolean isQuiet() throws IOException {
        ServerSocket first = servers.getFirst();
        first.setSoTimeout(1);
        try (Socket accepted = first.accept()) {
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** Makes each server that does not refuse send its name on each connection, and close it once the client does. */
    void serve() {
        for (int i = 0; i < COUNT; i++) {
            ServerSocket server = servers.get(i);
            byte[] name = ("srv" + (i + 1)).getBytes(UTF_8);
            Thread.ofVirtual().start(() -> serve(server, name));
        }
    }

    private static void serve(ServerSocket server, byte[] name) {
        while (!server.isClosed()) {
            try {
                Socket accepted = server.accept();
                Thread.ofVirtual().start(() -> greet(accepted, name));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void greet(Socket accepted, byte[] name) {
        try (accepted) {
            accepted.getOutputStream().write(name);
            Sockets.ending(accepted);
        } catch (IOException e) {
            return; // the client is gone, as it will find
        }
    }

    /** Returns the port of the health checks. */
    int checkPort() {
        return checks.getFirst().getLocalPort();
    }

    /** Makes {@code srv<number>} refuse connections; its health checks go on to succeed. */
    void refuse(int number) throws IOException {
        SocketAddress address = servers.get(number - 1).getLocalSocketAddress();
        servers.get(number - 1).close();
        await("a socket is closed once the thread that accepts from it noticed").until(() -> refuses(address));
    }

    private static boolean refuses(SocketAddress address) {
        try (Socket probe = new Socket()) {
            probe.connect(address);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Makes connecting to {@code srv<number>} hang: its backlog is full; its health checks go on to succeed. */
    void hang(int number) throws IOException {
        int port = servers.get(number - 1).getLocalPort();
        servers.get(number - 1).close();
        ServerSocket full = listen(number, port, 1);
        servers.set(number - 1, full);
        fillers.addAll(Sockets.fillBacklog(full));
    }

    /** Makes the health checks of {@code srv<number>} fail. */
    void failChecks(int number) throws IOException {
        checks.get(number - 1).close();
    }

    /** Makes the health checks of {@code srv<number>} succeed again. */
    void passChecks(int number) throws IOException {
        int port = checks.get(number - 1).getLocalPort();
        checks.set(number - 1, listen(number, port, BACKLOG));
    }

    @Override
    public void close() throws IOException {
        for (Socket filler : fillers) {
            filler.close();
        }
        for (ServerSocket socket : servers) {
            socket.close();
        }
        for (ServerSocket socket : checks) {
            socket.close();
        }
    }
}
