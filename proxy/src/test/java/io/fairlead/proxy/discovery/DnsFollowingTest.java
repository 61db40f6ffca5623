package io.fairlead.proxy.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.DnsServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names in a proxy that runs. */
class DnsFollowingTest {

    private final DnsServer dns = DnsServer.start();

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void newConnectionsGoToTheNewAddressAndAnEstablishedOneGoesOn() throws Exception {
        // Given
        try (ServerSocket before = new ServerSocket(0, 50, address(2));
                ServerSocket after = new ServerSocket(before.getLocalPort(), 50, address(3))) {
            dns.answer("echo.test", 1, "127.0.0.2");
            Server server = server("srv1", "echo.test", before.getLocalPort());
            try (TestProxy proxy =
                            TestProxy.start(Configs.of(List.of(server)), dns).awaitReady();
                    Socket established = Sockets.connect(proxy.address());
                    Socket accepted = Sockets.accept(before)) {

                // When
                dns.answer("echo.test", 1, "127.0.0.3");
                await().until(() -> addresses(proxy), List.of("127.0.0.3")::equals);

                // Then
                try (Socket client = Sockets.connect(proxy.address());
                        Socket acceptedAfter = Sockets.accept(after)) {
                    assertThat(exchange(client, acceptedAfter)).isEqualTo(7);
                }
                assertThat(exchange(established, accepted)).isEqualTo(7);
            }
        }
    }

    @Test
    void whileTheNameIsGoneItsLastAddressesServe() throws Exception {
        // Given
        try (ServerSocket listening = Sockets.listen()) {
            dns.answer("echo.test", 1, "127.0.0.1");
            Server server = server("srv1", "echo.test", listening.getLocalPort());
            try (TestProxy proxy =
                    TestProxy.start(Configs.of(List.of(server)), dns).awaitReady()) {

                // When
                dns.remove("echo.test");
                int asked = dns.queries().size();
                await().until(() -> dns.queries().size() >= asked + 4);

                // Then
                try (Socket client = Sockets.connect(proxy.address());
                        Socket accepted = Sockets.accept(listening)) {
                    assertThat(exchange(client, accepted)).isEqualTo(7);
                }
            }
        }
    }

    @Test
    void localhostServesWithoutADnsQuery() throws Exception {
        // Given
        try (ServerSocket listening = Sockets.listen()) {
            Server server = server("srv1", "localhost", listening.getLocalPort());

            // When
            try (TestProxy proxy =
                            TestProxy.start(Configs.of(List.of(server)), dns).awaitReady();
                    Socket client = Sockets.connect(proxy.address());
                    Socket accepted = Sockets.accept(listening)) {

                // Then
                assertThat(exchange(client, accepted)).isEqualTo(7);
                assertThat(dns.queries()).isEmpty();
            }
        }
    }

    private static InetAddress address(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    private static List<String> addresses(TestProxy proxy) {
        return proxy.proxy().snapshot().pools().getFirst().members().stream()
                .map(member -> member.endpoint().address())
                .map(InetSocketAddress::getAddress)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private static int exchange(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(7);
        return to.getInputStream().read();
    }

    private static Server server(String name, String address, int port) {
        return ServerBuilder.builder().name(name).address(address).port(port).build();
    }
}
