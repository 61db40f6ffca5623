package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.echo.EchoClient;
import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
class Ipv6Test {

    private final Transport transport;
    private final InetAddress loopback = address("::1");
    private EchoServer server;

    Ipv6Test(Transport transport) {
        this.transport = transport;
    }

    @BeforeEach
    void startServer() throws IOException {
        assumeTrue(hasIpv6Loopback(), "no IPv6 loopback");
        server = EchoServer.start("srv1", loopback);
    }

    @AfterEach
    void stopServer() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aClientAndAServerTalkOverIpv6() throws Exception {
        // Given
        try (TestProxy proxy = TestProxy.start(Configs.of(server.address()).listenerAddress("::1"), transport)) {

            // When
            String name = call(proxy, loopback);

            // Then
            assertThat(name).isEqualTo("srv1");
            assertThat(proxy.nextRecord().client().getAddress()).isEqualTo(loopback);
        }
    }

    @Test
    void aListenerOnAllAddressesServesBothFamiliesAndCallsAnIpv4ClientByItsIpv4Address() throws Exception {
        // Given
        InetAddress ipv4 = address("127.0.0.7");
        try (TestProxy proxy = TestProxy.start(Configs.of(server.address()).listenerAddress("::"), transport)) {

            // When
            String nameOverIpv4 = call(proxy, ipv4);
            InetAddress clientOverIpv4 = proxy.nextRecord().client().getAddress();
            String nameOverIpv6 = call(proxy, loopback);
            InetAddress clientOverIpv6 = proxy.nextRecord().client().getAddress();

            // Then
            assertThat(nameOverIpv4).isEqualTo("srv1");
            assertThat(clientOverIpv4).isEqualTo(ipv4);
            assertThat(nameOverIpv6).isEqualTo("srv1");
            assertThat(clientOverIpv6).isEqualTo(loopback);
        }
    }

    @Test
    void aServerIsProbedOverIpv6() throws Exception {
        // Given
        Configs config = Configs.of(server.address()).check(null, Duration.ofMillis(200), Duration.ofSeconds(5));

        // When
        try (TestProxy proxy = TestProxy.start(config, transport)) {
            proxy.awaitReady();

            // Then
            assertThat(proxy.server("srv1").health().check()).isEqualTo(CheckResult.L4OK);
        }
    }

    /** Makes one call from {@code local} to the proxy's port on the same address. */
    private static String call(TestProxy proxy, InetAddress local) {
        InetSocketAddress target = new InetSocketAddress(local, proxy.address().getPort());
        try (EchoClient client = EchoClient.from(local, target)) {
            return client.serverName();
        }
    }

    private boolean hasIpv6Loopback() {
        try (ServerSocket socket = new ServerSocket(0, 0, loopback)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
