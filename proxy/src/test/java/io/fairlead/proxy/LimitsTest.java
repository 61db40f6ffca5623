package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Pattern;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.RelayPath;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits of connections, of time and of attempts. */
@ParameterizedClass
@EnumSource(RelayPath.class)
class LimitsTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final int MIB = 1024 * 1024;

    private final RelayPath path;
    private final List<AutoCloseable> opened = new ArrayList<>();

    LimitsTest(RelayPath path) {
        this.path = path;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void clientsBeyondTheLimitWaitAndAreServedInOrderAsOthersLeave() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        TestProxy proxy = start(Configs.of(server.address()).maxConnections(2));
        List<Socket> clients = connect(proxy, 5);
        assertThat(Sockets.greeting(clients.get(0))).isEqualTo("srv1");
        assertThat(Sockets.greeting(clients.get(1))).isEqualTo("srv1");
        awaitNoMoreThan(2, proxy);

        // When
        clients.get(0).close();
        clients.get(1).close();

        // Then
        assertThat(Sockets.greeting(clients.get(2))).isEqualTo("srv1");
        assertThat(Sockets.greeting(clients.get(3))).isEqualTo("srv1");
        awaitNoMoreThan(4, proxy);
    }

    @Test
    void theLimitHoldsWhenMoreClientsComeAtOnceThanItAllows() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        TestProxy proxy = start(Configs.of(server.address()).maxConnections(1));
        List<Socket> clients = connect(proxy, 1);
        Sockets.greeting(clients.getFirst());
        List<Socket> waiting = connect(proxy, 20);

        // When
        proxy.reload(Configs.of(server.address()).maxConnections(10));

        // Then
        for (Socket client : waiting.subList(0, 9)) {
            assertThat(Sockets.greeting(client)).isEqualTo("srv1");
        }
        awaitNoMoreThan(10, proxy);
    }

    @Test
    void aLoweredLimitLeavesOpenConnectionsAlone() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        TestProxy proxy = start(Configs.of(server.address()));
        List<Socket> clients = connect(proxy, 3);
        for (Socket client : clients) {
            Sockets.greeting(client);
        }

        // When
        proxy.reload(Configs.of(server.address()).maxConnections(1));

        // Then
        Socket waiting = connect(proxy, 1).getFirst();
        awaitNoMoreThan(3, proxy);
        for (Socket client : clients) {
            assertThat(echoed(client, 7)).isEqualTo(7);
            client.close();
        }
        assertThat(Sockets.greeting(waiting)).isEqualTo("srv1");
    }

    @Test
    void aProxyThatEndsAtOnceEndsTheClientsThatWaitToo() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        TestProxy proxy = path.start(Configs.of(server.address()).maxConnections(2));
        List<Socket> clients = connect(proxy, 50);
        Sockets.greeting(clients.get(0));
        Sockets.greeting(clients.get(1));

        // When
        proxy.close();

        // Then
        assertThat(clients).allSatisfy(LimitsTest::assertEnded);
    }

    @Test
    void aConnectThatTimesOutIsTriedOnAnotherServer() throws Exception {
        // Given
        PlainServer hanging = open(PlainServer.full("srv1"));
        PlainServer serving = open(PlainServer.start("srv2"));
        TestProxy proxy = start(Configs.of(hanging.address(), serving.address())
                .retries(1, true)
                .timeouts(TIMEOUT, null, null));

        // When
        List<String> names = List.of(Sockets.serverName(proxy.address()), Sockets.serverName(proxy.address()));

        // Then
        assertThat(names).containsOnly("srv2");
        List<ConnectionRecord> records = List.of(proxy.nextRecord(), proxy.nextRecord());
        assertThat(records).extracting(ConnectionRecord::termination).containsOnly(Termination.NORMAL);
        assertThat(records).extracting(ConnectionRecord::retries).containsExactlyInAnyOrder(0, 1);
        assertThat(records)
                .filteredOn(record -> record.retries() == 1)
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.redispatched()).isTrue();
                    assertThat(record.server()).isEqualTo("srv2");
                    assertThat(record.connectMillis()).isGreaterThanOrEqualTo(TIMEOUT.toMillis());
                });
        assertThat(proxy.listenerStats().redispatches().sum()).isEqualTo(1);
    }

    @Test
    void withoutRedispatchTheSameServerIsTriedAgainUntilTheRetriesAreUsedUp() throws Exception {
        // Given
        PlainServer gone = PlainServer.start("srv1");
        gone.close();
        PlainServer serving = open(PlainServer.start("srv2"));
        TestProxy proxy = start(
                Configs.of(gone.address(), serving.address()).retries(2, false).timeouts(TIMEOUT, null, null));

        // When
        for (Socket client : connect(proxy, 2)) {
            client.getInputStream().read();
            client.close();
        }

        // Then
        List<ConnectionRecord> records = List.of(proxy.nextRecord(), proxy.nextRecord());
        assertThat(records)
                .filteredOn(record -> "srv1".equals(record.server()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.termination()).isEqualTo(Termination.SERVER_ABORT_CONNECT);
                    assertThat(record.retries()).isEqualTo(2);
                    assertThat(record.redispatched()).isFalse();
                    assertThat(record.totalMillis())
                            .as("two pauses, each as long as the connect timeout")
                            .isGreaterThanOrEqualTo(2 * TIMEOUT.toMillis());
                });
        assertThat(proxy.server("srv1").endpoint().stats().connectErrors().sum())
                .isEqualTo(3);
        assertThat(proxy.listenerStats().retries().sum()).isEqualTo(2);
        assertThat(proxy.listenerStats().redispatches().sum()).isZero();
    }

    @Test
    void aSilentClientIsTimedOut() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        TestProxy proxy = start(Configs.of(server.address()).timeouts(Duration.ofSeconds(5), TIMEOUT, null));
        Socket client = connect(proxy, 1).getFirst();
        Sockets.greeting(client);

        // When
        int read = client.getInputStream().read();

        // Then
        assertThat(read).isEqualTo(-1);
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.CLIENT_TIMEOUT_DATA);
        assertThat(record.totalMillis()).isGreaterThanOrEqualTo(TIMEOUT.toMillis());
    }

    @Test
    void aSilentServerIsTimedOut() throws Exception {
        // Given
        PlainServer server = open(PlainServer.frozen("srv1"));
        TestProxy proxy = start(Configs.of(server.address()).timeouts(Duration.ofSeconds(5), null, TIMEOUT));
        Socket client = connect(proxy, 1).getFirst();

        // When
        int read = client.getInputStream().read();

        // Then
        assertThat(read).isEqualTo(-1);
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.SERVER_TIMEOUT_DATA);
        assertThat(record.totalMillis()).isGreaterThanOrEqualTo(TIMEOUT.toMillis());
    }

    @Test
    void aClientThatStopsTakingWhatIsSentToItIsTimedOut() throws Exception {
        // Given
        ServerSocket server = open(Sockets.listen());
        TestProxy proxy = start(Configs.of((InetSocketAddress) server.getLocalSocketAddress())
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1)));
        connect(proxy, 1);
        Socket accepted = open(Sockets.accept(server));

        // When
        write(accepted, 256L * MIB);

        // Then
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.CLIENT_TIMEOUT_DATA);
    }

    @Test
    void aClientThatTakesSlowlyWhatIsSentToItIsNotTimedOut() throws Exception {
        // Given
        ServerSocket server = open(Sockets.listen());
        Duration timeout = Duration.ofSeconds(1);
        TestProxy proxy = start(Configs.of((InetSocketAddress) server.getLocalSocketAddress())
                .timeouts(Duration.ofSeconds(5), timeout, timeout));
        Socket client = connect(proxy, 1).getFirst();
        Socket accepted = open(Sockets.accept(server));
        write(accepted, 48L * MIB);
        Pattern.Reader reader = new Pattern.Reader(client.getInputStream());
        long before = System.nanoTime();

        // When
        Awaitility.await()
                .timeout(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> readSome(reader, 256 * 1024));

        // Then
        assertThat(reader.position()).isEqualTo(48L * MIB);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(timeout.multipliedBy(2));
        client.close();
        accepted.close();
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.NORMAL);
    }

    @Test
    void bytesInOneDirectionKeepBothSidesFromTimingOut() throws Exception {
        // Given
        ServerSocket server = open(Sockets.listen());
        Duration timeout = Duration.ofSeconds(1);
        TestProxy proxy = start(Configs.of((InetSocketAddress) server.getLocalSocketAddress())
                .timeouts(Duration.ofSeconds(5), timeout, timeout));
        Socket client = connect(proxy, 1).getFirst();
        Socket accepted = open(Sockets.accept(server));
        long before = System.nanoTime();

        // When
        Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
            accepted.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            return System.nanoTime() - before > timeout.multipliedBy(3).toNanos();
        });

        // Then
        client.getOutputStream().write(2);
        assertThat(accepted.getInputStream().read()).isEqualTo(2);
        assertThat(proxy.records()).isEmpty();
    }

    @Test
    void aReloadThatAllowsFewerRetriesThanWereMadeEndsThem() throws Exception {
        // Given
        Configs config = Configs.of(Sockets.unused()).timeouts(Duration.ofMillis(10), null, null);
        TestProxy proxy = start(config.retries(100, false));
        Socket client = open(Sockets.connect(proxy.address()));
        Awaitility.await()
                .until(() ->
                        proxy.server("srv1").endpoint().stats().connectErrors().sum() > 2);

        // When
        proxy.reload(config.retries(1, false));

        // Then
        assertThat(proxy.nextRecord().retries()).isBetween(2, 99);
        assertThat(Sockets.ending(client)).isEqualTo("FIN after 0 bytes");
    }

    private TestProxy start(Configs config) throws ConfigRefusedException {
        return open(path.start(config));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    private List<Socket> connect(TestProxy proxy, int count) throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(open(Sockets.connect(proxy.address())));
        }
        return clients;
    }

    /** Looks for a while that no more than {@code accepted} connections are accepted, all of which are. */
    private static void awaitNoMoreThan(int accepted, TestProxy proxy) {
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .until(() -> proxy.listenerStats().connections().sum() == accepted);
    }

    private static long echoed(Socket client, int bytes) throws IOException {
        Pattern.write(client.getOutputStream(), bytes);
        Pattern.Reader reader = new Pattern.Reader(client.getInputStream());
        while (reader.position() < bytes && reader.read()) {
            // the next ones
        }
        return reader.position();
    }

    private static void assertEnded(Socket client) {
        try {
            Sockets.drain(client);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    /** Writes the pattern and a FIN on a thread of its own, as far as the connection lasts. */
    private static void write(Socket socket, long length) {
        Thread.ofVirtual().start(() -> {
            try {
                OutputStream out = socket.getOutputStream();
                Pattern.write(out, length);
                socket.shutdownOutput();
            } catch (IOException e) {
                assertThat(e).as("the proxy ended the connection").isInstanceOf(SocketException.class);
            }
        });
    }

    /** Reads up to {@code most} bytes; returns whether the stream is over. */
    private static boolean readSome(Pattern.Reader reader, int most) throws IOException {
        long end = reader.position() + most;
        while (reader.position() < end) {
            if (!reader.read()) {
                return true;
            }
        }
        return false;
    }
}
