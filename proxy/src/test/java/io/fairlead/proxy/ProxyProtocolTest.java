package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.AcceptProxy;
import io.fairlead.api.v1alpha1.AccessRules;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.RelayPath;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.transport.Rejection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a PROXY header from a client changes in the proxy, on real sockets. */
@ParameterizedClass
@EnumSource(RelayPath.class)
class ProxyProtocolTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String HEADER = "PROXY TCP4 198.51.100.7 203.0.113.9 40000 443\r\n";

    private final RelayPath path;
    private PlainServer server;

    ProxyProtocolTest(RelayPath path) {
        this.path = path;
    }

    @BeforeEach
    void open() throws IOException {
        server = PlainServer.start("srv1");
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void theRecordOfTheConnectionNamesTheClientOfTheHeader() throws Exception {
        // Given
        try (TestProxy proxy = path.start(trusting(LONG, "127.0.0.1"))) {

            // When
            try (Socket client = Sockets.connect(proxy.address())) {
                send(client, HEADER + "ping");
                assertThat(Sockets.greeting(client)).isEqualTo("srv1");
                assertThat(new String(client.getInputStream().readNBytes(4), US_ASCII))
                        .isEqualTo("ping");
            }

            // Then
            ConnectionRecord record = proxy.nextRecord();
            assertThat(record.client()).isEqualTo(new InetSocketAddress("198.51.100.7", 40000));
            assertThat(record.bytesToServer()).isEqualTo(4);
        }
    }

    @Test
    void clientsAreLetInByTheAddressOfTheHeader() throws Exception {
        // Given
        Configs config = trusting(LONG, "127.0.0.1")
                .listener(listener -> listener.access(new AccessRules(null, List.of("198.51.100.7", "127.0.0.1"))));
        try (TestProxy proxy = path.start(config);
                Socket denied = Sockets.connect(proxy.address());
                Socket other = Sockets.connect(proxy.address())) {

            // When
            send(denied, HEADER);
            send(other, HEADER.replace("198.51.100.7", "198.51.100.8"));

            // Then
            assertThat(Sockets.ending(denied)).isEqualTo("RST after 0 bytes");
            assertThat(Sockets.greeting(other)).isEqualTo("srv1");
            assertThat(rejected(proxy, Rejection.ACCESS)).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoHeaderIsCounted() throws Exception {
        // Given
        try (TestProxy proxy = path.start(trusting(LONG, "127.0.0.1"));
                Socket client = Sockets.connect(proxy.address())) {

            // When
            send(client, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

            // Then
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 0 bytes");
            await().until(() -> rejected(proxy, Rejection.PROXY_HEADER) == 1);
            assertThat(proxy.listenerStats().connections().sum()).isZero();
        }
    }

    @Test
    void aHeaderThatIsLateIsCounted() throws Exception {
        // Given
        try (TestProxy proxy = path.start(trusting(SHORT, "127.0.0.1"));
                Socket client = Sockets.connect(proxy.address())) {

            // When
            send(client, HEADER.substring(0, 20));

            // Then
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 0 bytes");
            assertThat(rejected(proxy, Rejection.PROXY_HEADER_TIMEOUT)).isEqualTo(1);
        }
    }

    @Test
    void aPeerThatClosesBeforeItsHeaderIsCounted() throws Exception {
        // Given
        try (TestProxy proxy = path.start(trusting(LONG, "127.0.0.1"))) {

            // When
            Sockets.connect(proxy.address()).close();

            // Then
            await().until(() -> rejected(proxy, Rejection.PROXY_HEADER_MISSING) == 1);
        }
    }

    @Test
    void whoIsTrustedChangesWithTheConfiguration() throws Exception {
        // Given
        try (TestProxy proxy = path.start(trusting(LONG, "10.0.0.0/8"))) {
            assertThat(Sockets.serverName(proxy.address())).isEqualTo("srv1");
            assertThat(proxy.nextRecord().client().getAddress().isLoopbackAddress())
                    .isTrue();

            // When
            proxy.reload(trusting(LONG, "127.0.0.0/8").listenerAddress("127.0.0.1"));

            // Then
            try (Socket client = Sockets.connect(proxy.address())) {
                send(client, HEADER);
                assertThat(Sockets.greeting(client)).isEqualTo("srv1");
            }
            assertThat(proxy.nextRecord().client().getPort()).isEqualTo(40000);
        }
    }

    @Test
    void aStopWaitsForAHeaderThatIsOnItsWay() throws Exception {
        // Given
        try (TestProxy proxy = path.start(trusting(LONG, "127.0.0.1"));
                Socket client = Sockets.connect(proxy.address())) {
            send(client, HEADER.substring(0, 20));

            // When
            CompletableFuture<Void> stopped = proxy.proxy().stop();
            awaitClosed(proxy.address());
            send(client, HEADER.substring(20));

            // Then
            assertThat(Sockets.greeting(client)).isEqualTo("srv1");
            assertThat(stopped).isNotDone();
            client.close();
            stopped.get(20, TimeUnit.SECONDS);
            assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.NORMAL);
        }
    }

    @Test
    void aHeaderThatDoesNotComeHoldsNoStop() throws Exception {
        // Given
        Configs config = trusting(LONG, "127.0.0.1").drain(Duration.ZERO, SHORT);
        try (TestProxy proxy = path.start(config);
                Socket client = Sockets.connect(proxy.address())) {
            send(client, HEADER.substring(0, 20));

            // When
            CompletableFuture<Void> stopped = proxy.proxy().stop();

            // Then
            stopped.get(20, TimeUnit.SECONDS);
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 0 bytes");
        }
    }

    private Configs trusting(Duration timeout, String... networks) {
        return Configs.of(server.address())
                .listener(listener -> listener.proxyProtocol(new AcceptProxy(List.of(networks), timeout)));
    }

    private static long rejected(TestProxy proxy, Rejection reason) {
        return proxy.listenerStats().rejected(reason).sum();
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    /** Waits until nobody listens at {@code address} any more. */
    private static void awaitClosed(InetSocketAddress address) {
        await().until(() -> {
            try (Socket socket = Sockets.connect(address)) {
                return false;
            } catch (IOException refused) {
                return true;
            }
        });
    }
}
