package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Pattern;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scripts that run against our proxy and against HAProxy alike: what a client sees, and what is logged. A script whose name says that
 * the two differ asserts the behaviour of each; docs/haproxy.md says why.
 */
@ParameterizedClass
@EnumSource(Contender.class)
abstract class HaproxyComparison {

    private final Contender contender;

    /** The servers of {@link #start}'s configuration; they listen, and accept nothing by themselves. */
    SeedServers servers;

    /** What {@link #start} started. */
    @SuppressWarnings("NullAway.Init") // each test starts it with a configuration of its own
    LoadBalancerUnderTest balancer;

    HaproxyComparison(Contender contender) {
        this.contender = contender;
    }

    @BeforeEach
    void open() throws IOException {
        assumeTrue(HaproxyUnderTest.executable().isPresent(), "haproxy is not installed");
        servers = SeedServers.open();
    }

    @AfterEach
    void close() throws IOException {
        if (balancer != null) {
            balancer.close();
        }
        if (servers != null) {
            servers.close();
        }
    }

    final void start(Configs config) throws Exception {
        balancer = contender.start(changed(config).build());
    }

    /** Changes what is compared, for a subclass. */
    Configs changed(Configs config) {
        return config;
    }

    /** Returns what is expected of the one that runs. */
    final String of(String fairlead, String haproxy) {
        return contender == Contender.FAIRLEAD ? fairlead : haproxy;
    }

    final Socket connect() throws IOException {
        return Sockets.connect(balancer.address());
    }

    /** Returns the names of the servers that so many connections reach, one after the other. */
    final List<String> reachedBy(int connections) throws IOException {
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            try (Socket client = connect()) {
                reached.add(read(client, 4));
            }
        }
        return reached;
    }

    /** Sends four bytes each way, so that both sides are known to be relayed. */
    static void exchange(Socket client, Socket server) throws IOException {
        send(client, "ping");
        assertThat(read(server, 4)).isEqualTo("ping");
        send(server, "pong");
        assertThat(read(client, 4)).isEqualTo("pong");
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), UTF_8);
    }

    static void sendPattern(Socket socket, int length) {
        try (socket) {
            Pattern.write(socket.getOutputStream(), length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
