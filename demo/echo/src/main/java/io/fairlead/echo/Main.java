package io.fairlead.echo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the echo service until it is told to stop. Its environment: {@code PORT} (50051) is where it listens, on
 * {@code FAIRLEAD_BIND_ADDRESS} where that is set, else on all addresses; {@code HOSTNAME}, which a container runtime sets to the
 * pod's name, is what it answers with.
 */
public final class Main {

    private static final int DEFAULT_PORT = 50_051;
    private static final String ALL_ADDRESSES = "0.0.0.0";

    private Main() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = System.getenv();
        InetSocketAddress address;
        try {
            address = address(environment);
        } catch (IllegalArgumentException e) {
            System.err.println("echo: " + e.getMessage());
            System.exit(1);
            return;
        }
        EchoServer server = EchoServer.start(environment.getOrDefault("HOSTNAME", "echo"), address);
        System.err.println("echo: listening on " + server.address());
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        server.awaitEnd();
    }

    private static InetSocketAddress address(Map<String, String> environment) {
        String host = environment.getOrDefault("FAIRLEAD_BIND_ADDRESS", ALL_ADDRESSES);
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port(environment.get("PORT")));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("FAIRLEAD_BIND_ADDRESS: " + host + " (expected: an IP address)", e);
        }
    }

    private static int port(@Nullable String text) {
        if (text == null) {
            return DEFAULT_PORT;
        }
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("PORT: " + text + " (expected: 1-65535)");
        }
        return Integer.parseInt(text);
    }
}
