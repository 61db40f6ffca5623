package io.fairlead.proxy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.echo.EchoClient;
import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How connections are spread over three real gRPC servers. */
class BalancingTest {

    private final List<EchoServer> servers = new ArrayList<>();
    private final List<EchoClient> clients = new ArrayList<>();

    @BeforeEach
    void startServers() throws Exception {
        for (String name : List.of("srv1", "srv2", "srv3")) {
            servers.add(EchoServer.start(name));
        }
    }

    @AfterEach
    void stop() throws Exception {
        clients.forEach(EchoClient::close);
        for (EchoServer server : servers) {
            server.close();
        }
    }

    @Test
    void roundRobinGivesEachServerTheSameNumberOfConnections() throws Exception {
        // Given
        try (TestProxy proxy = TestProxy.start(config(Algorithm.RoundRobin))) {

            // When
            for (int i = 0; i < 300; i++) {
                try (EchoClient client = EchoClient.of(proxy.address())) {
                    client.serverName();
                }
            }

            // Then
            assertThat(servers).extracting(EchoServer::connections).containsExactly(100, 100, 100);
        }
    }

    @Test
    void callsOnOneConnectionStayOnOneServer() throws Exception {
        // Given
        try (TestProxy proxy = TestProxy.start(config(Algorithm.RoundRobin));
                EchoClient client = EchoClient.of(proxy.address())) {
            String first = client.serverName();

            // When
            List<String> names =
                    IntStream.range(0, 50).mapToObj(i -> client.serverName()).toList();

            // Then
            assertThat(names).containsOnly(first);
            assertThat(client.bytes(1_000_000)).isEqualTo(1_000_000);
        }
    }

    @Test
    void leastConnectionsSendsNewConnectionsToTheServerThatHasLostSome() throws Exception {
        // Given
        try (TestProxy proxy = TestProxy.start(config(Algorithm.LeastConnections))) {
            Map<EchoClient, String> held = connect(proxy, 30);
            assertThat(servers).extracting(EchoServer::open).containsExactly(10, 10, 10);
            held.forEach((client, server) -> {
                if (server.equals("srv2")) {
                    client.close();
                }
            });
            Awaitility.await()
                    .until(() ->
                            proxy.server("srv2").endpoint().stats().active().get() == 0);

            // When
            Map<EchoClient, String> added = connect(proxy, 10);

            // Then
            assertThat(added.values()).containsOnly("srv2");
            assertThat(servers).extracting(EchoServer::connections).containsExactly(10, 20, 10);
        }
    }

    @Test
    void sourceKeepsAClientsAddressOnItsServerAcrossConnectionsAndReloads() throws Exception {
        // Given
        try (TestProxy proxy = TestProxy.start(config(Algorithm.Source))) {
            Map<InetAddress, String> before = serversByAddress(proxy, 90);

            // When
            proxy.reload(config(Algorithm.Source).retries(1, false));

            // Then
            assertThat(serversByAddress(proxy, 90)).isEqualTo(before);
            assertThat(servers)
                    .allSatisfy(server -> assertThat(server.connections())
                            .as("two connections for each address of about a third of 90")
                            .isBetween(2 * 8, 2 * 60));
        }
    }

    @Test
    void sourceMovesOnlyTheAddressesOfAServerThatGoes() throws Exception {
        // Given
        try (TestProxy proxy = TestProxy.start(config(Algorithm.Source))) {
            Map<InetAddress, String> before = serversByAddress(proxy, 90);

            // When
            proxy.reload(Configs.of(servers.get(0).address(), servers.get(1).address())
                    .algorithm(Algorithm.Source));
            Map<InetAddress, String> after = serversByAddress(proxy, 90);

            // Then
            assertThat(after.values()).containsOnly("srv1", "srv2");
            after.keySet().removeIf(address -> "srv3".equals(before.get(address)));
            assertThat(before).containsAllEntriesOf(after);
            assertThat(after).as("those that stay").hasSizeBetween(35, 85);
        }
    }

    private Configs config(Algorithm algorithm) {
        return Configs.of(servers.stream().map(EchoServer::address).toArray(InetSocketAddress[]::new))
                .algorithm(algorithm);
    }

    /** Makes connections one after another and keeps them; returns the server of each. */
    private Map<EchoClient, String> connect(TestProxy proxy, int count) {
        List<EchoClient> added = IntStream.range(0, count)
                .mapToObj(i -> EchoClient.of(proxy.address()))
                .toList();
        clients.addAll(added);
        return added.stream().collect(toMap(Function.identity(), EchoClient::serverName));
    }

    private static Map<InetAddress, String> serversByAddress(TestProxy proxy, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(BalancingTest::loopback)
                .collect(toMap(Function.identity(), address -> serverOf(proxy, address)));
    }

    private static String serverOf(TestProxy proxy, InetAddress address) {
        try (EchoClient client = EchoClient.from(address, proxy.address())) {
            return client.serverName();
        }
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
