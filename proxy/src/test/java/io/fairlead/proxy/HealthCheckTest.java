package io.fairlead.proxy;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.echo.EchoClient;
import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that go and come back: what probes see of them, and what clients see. */
class HealthCheckTest {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void aServerWhoseCheckPortIsClosedGetsNoNewConnection() throws Exception {
        // Given
        Checked checked = new Checked();
        checked.ports.get(1).close();
        checked.proxy.awaitState("srv2", EndpointState.Down);

        // When
        call(checked.proxy, 30);

        // Then
        assertThat(checked.servers).extracting(EchoServer::connections).containsExactly(15, 0, 15);
        assertThat(checked.proxy.server("srv2").health().check()).isEqualTo(CheckResult.L4CON);
        assertThat(checked.proxy.server("srv2").health().message()).isEqualTo("Connection refused");
    }

    @Test
    void aServerWhoseCheckPortIsOpenAgainGetsItsShareBack() throws Exception {
        // Given
        Checked checked = new Checked();
        checked.ports.get(1).close();
        checked.proxy.awaitState("srv2", EndpointState.Down);
        checked.ports.set(1, open(new ServerSocket(checked.checkPort, 0, address(3))));
        checked.proxy.awaitState("srv2", EndpointState.Up);

        // When
        call(checked.proxy, 30);

        // Then
        assertThat(checked.servers).extracting(EchoServer::connections).containsExactly(10, 10, 10);
        assertThat(checked.proxy.server("srv2").health().check()).isEqualTo(CheckResult.L4OK);
    }

    @Test
    void aServerThatGoesDownKeepsItsEstablishedConnections() throws Exception {
        // Given
        Checked checked = new Checked();
        List<EchoClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(open(EchoClient.of(checked.proxy.address())));
            clients.get(i).serverName();
        }
        checked.ports.get(1).close();
        checked.proxy.awaitState("srv2", EndpointState.Down);

        // When
        List<String> names = clients.stream().map(EchoClient::serverName).toList();

        // Then
        assertThat(names).containsExactlyInAnyOrder("srv1", "srv2", "srv3");
    }

    @Test
    void aServerWhoseConnectsTimeOutGetsNoNewConnectionUntilItAccepts() throws Exception {
        // Given
        PlainServer hanging = open(PlainServer.full("srv1"));
        PlainServer second = open(PlainServer.start("srv2"));
        PlainServer third = open(PlainServer.start("srv3"));
        TestProxy proxy = start(Configs.of(hanging.address(), second.address(), third.address())
                .retries(0, false)
                .check(null, INTERVAL, TIMEOUT));
        proxy.awaitState("srv1", EndpointState.Down);
        assertThat(proxy.server("srv1").health().check()).isEqualTo(CheckResult.L4TOUT);
        Map<String, Long> whileDown = ask(proxy, 30);

        // When
        hanging.accept();
        proxy.awaitState("srv1", EndpointState.Up);
        Map<String, Long> whileUp = ask(proxy, 30);

        // Then
        assertThat(whileDown).isEqualTo(Map.of("srv2", 15L, "srv3", 15L));
        assertThat(whileUp).isEqualTo(Map.of("srv1", 10L, "srv2", 10L, "srv3", 10L));
        assertThat(proxy.server("srv1").endpoint().stats().connectErrors().sum())
                .isZero();
    }

    @Test
    void aConnectThatTimesOutWithNoRetryLeftIsLoggedAsSuch() throws Exception {
        // Given
        PlainServer hanging = open(PlainServer.full("srv1"));
        TestProxy proxy =
                start(Configs.of(hanging.address()).retries(0, false).timeouts(Duration.ofMillis(300), null, null));

        // When
        int read = readOnce(proxy);

        // Then
        assertThat(read).isEqualTo(-1);
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.SERVER_TIMEOUT_CONNECT);
        assertThat(record.server()).isEqualTo("srv1");
        assertThat(record.connectMillis()).isEqualTo(-1);
        assertThat(record.totalMillis()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void callsOnNewConnectionsGoOnThroughRedispatchWhenAServerIsKilled() throws Exception {
        // Given
        List<EchoServer> servers = echoServers();
        TestProxy proxy = start(Configs.of(addresses(servers)));
        call(proxy, 30);
        servers.get(1).kill();

        // When
        List<String> names = call(proxy, 30);

        // Then
        assertThat(names).hasSize(30).containsOnly("srv1", "srv3");
        long refused = proxy.server("srv2").endpoint().stats().connectErrors().sum();
        assertThat(refused).isPositive();
        Awaitility.await().untilAsserted(() -> {
            assertThat(proxy.listenerStats().retries().sum()).isEqualTo(refused);
            assertThat(proxy.listenerStats().redispatches().sum()).isEqualTo(refused);
        });
    }

    @Test
    void aKilledServerThatIsStartedAgainGetsItsShareBack() throws Exception {
        // Given
        List<EchoServer> servers = echoServers();
        TestProxy proxy = start(Configs.of(addresses(servers)).check(null, INTERVAL, TIMEOUT));
        servers.get(1).kill();
        proxy.awaitState("srv2", EndpointState.Down);
        servers.get(1).restart();
        proxy.awaitState("srv2", EndpointState.Up);

        // When
        call(proxy, 30);

        // Then
        assertThat(servers).extracting(EchoServer::connections).containsExactly(10, 10, 10);
    }

    @Test
    void withNoServerUpAClientIsClosedPromptly() throws Exception {
        // Given
        PlainServer first = PlainServer.start("srv1", address(2));
        PlainServer second = PlainServer.start("srv2", address(3));
        first.close();
        second.close();
        TestProxy proxy = start(Configs.of(first.address(), second.address())
                .timeouts(Duration.ofSeconds(60), null, null)
                .check(null, INTERVAL, TIMEOUT));
        proxy.awaitState("srv1", EndpointState.Down);
        proxy.awaitState("srv2", EndpointState.Down);
        long before = System.nanoTime();

        // When
        int read = readOnce(proxy);

        // Then
        assertThat(read).isEqualTo(-1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.SERVER_ABORT_CONNECT);
        assertThat(record.server()).isNull();
        assertThat(record.retries()).isZero();
    }

    @Test
    void aServerThatIsNotCheckedCountsAsUp() throws Exception {
        // Given
        PlainServer gone = PlainServer.start("srv1", address(2));
        gone.close();
        Configs config = Configs.of(gone.address());

        // When
        TestProxy proxy = start(config.check(
                HealthCheckBuilder.builder().type(HealthCheckType.None).build()));

        // Then
        proxy.awaitReady();
        assertThat(proxy.server("srv1").health().state()).isEqualTo(EndpointState.Up);
        assertThat(proxy.server("srv1").health().check()).isNull();
    }

    @Test
    void aFrozenServerWhoseKernelAcceptsCountsAsUp() throws Exception {
        // Given
        PlainServer frozen = open(PlainServer.frozen("srv1"));
        PlainServer killed = PlainServer.start("srv2", address(2));
        TestProxy proxy = start(Configs.of(frozen.address(), killed.address()).check(null, INTERVAL, TIMEOUT));
        proxy.awaitReady();

        // When
        killed.close();
        proxy.awaitState("srv2", EndpointState.Down);

        // Then
        assertThat(proxy.server("srv1").health().state()).isEqualTo(EndpointState.Up);
        assertThat(proxy.server("srv1").health().check()).isEqualTo(CheckResult.L4OK);
    }

    /** Three servers whose check ports, all of one number, can be closed one by one. */
    private final class Checked {

        private final List<EchoServer> servers = echoServers();
        private final List<ServerSocket> ports = new ArrayList<>();
        private final int checkPort;
        private final TestProxy proxy;

        Checked() throws Exception {
            ports.add(open(new ServerSocket(0, 0, address(2))));
            checkPort = ports.getFirst().getLocalPort();
            ports.add(open(new ServerSocket(checkPort, 0, address(3))));
            ports.add(open(new ServerSocket(checkPort, 0, address(4))));
            proxy = start(Configs.of(addresses(servers)).check(checkPort, INTERVAL, TIMEOUT));
            proxy.awaitReady();
        }
    }

    /** Starts three, each on an address of its own, so that no client's port is ever in the way of theirs. */
    private List<EchoServer> echoServers() throws IOException {
        return List.of(
                open(EchoServer.start("srv1", address(2))),
                open(EchoServer.start("srv2", address(3))),
                open(EchoServer.start("srv3", address(4))));
    }

    private static InetSocketAddress[] addresses(List<EchoServer> servers) {
        return servers.stream().map(EchoServer::address).toArray(InetSocketAddress[]::new);
    }

    private static InetAddress address(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    private TestProxy start(Configs config) throws ConfigRefusedException {
        return open(TestProxy.start(config));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    /** Makes a call on each of {@code count} new connections, and returns who answered. */
    private static List<String> call(TestProxy proxy, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (EchoClient client = EchoClient.of(proxy.address())) {
                names.add(client.serverName());
            }
        }
        return names;
    }

    private static Map<String, Long> ask(TestProxy proxy, int count) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(Sockets.serverName(proxy.address()));
        }
        return names.stream().collect(groupingBy(name -> name, counting()));
    }

    private static int readOnce(TestProxy proxy) throws IOException {
        try (Socket client = Sockets.connect(proxy.address())) {
            return client.getInputStream().read();
        }
    }
}
