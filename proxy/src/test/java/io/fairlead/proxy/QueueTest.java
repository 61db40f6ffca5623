package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.StickKey;
import io.fairlead.api.v1alpha1.StickTable;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.transport.Transport;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits of a backend and its servers, the queue behind them, and what clients stick to. */
@ParameterizedClass
@EnumSource(Transport.class)
class QueueTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String ALICE = "127.0.1.1";

    private final Transport transport;
    private final List<AutoCloseable> opened = new ArrayList<>();

    QueueTest(Transport transport) {
        this.transport = transport;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void allOfManyConnectionsAreServedThoughFewMayBeAtATime() throws Exception {
        // Given
        TestProxy proxy =
                start(Configs.of(server("srv1").address(), server("srv2").address())
                        .timeouts(LONG, null, null)
                        .backend(backend -> backend.maxConnectionsPerServer(2).maxConnections(3)));

        // When
        List<Future<String>> greetings = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                Socket client = client(proxy);
                greetings.add(threads.submit(() -> greetingOf(client, proxy)));
            }
        }

        // Then
        for (Future<String> greeting : greetings) {
            assertThat(greeting.get()).startsWith("srv");
        }
        await().until(() -> proxy.records().size() == 60);
        assertThat(proxy.records()).extracting(ConnectionRecord::termination).containsOnly(Termination.NORMAL);
        assertThat(pool(proxy).connections()).isZero();
    }

    @Test
    void aServersOwnLimitCountsInThePlaceOfTheBackends() throws Exception {
        // Given
        PlainServer srv1 = server("srv1");
        TestProxy proxy = start(Configs.of(List.of(ServerBuilder.builder(Configs.server("srv1", srv1.address()))
                        .maxConnections(2)
                        .build()))
                .backend(backend -> backend.maxConnectionsPerServer(1)));
        Socket first = client(proxy);
        Socket second = client(proxy);

        // When
        client(proxy);

        // Then
        assertThat(Sockets.greeting(first)).isEqualTo("srv1");
        assertThat(Sockets.greeting(second)).isEqualTo("srv1");
        await().until(() -> pool(proxy).stats().queued().get() == 1);
    }

    @Test
    void aReloadThatRaisesTheLimitServesThoseThatWait() throws Exception {
        // Given
        Configs config = Configs.of(server("srv1").address()).timeouts(LONG, null, null);
        TestProxy proxy = start(config.backend(backend -> backend.maxConnectionsPerServer(1)));
        List<Socket> clients = List.of(client(proxy), client(proxy), client(proxy));
        await().until(() -> pool(proxy).stats().queued().get() == 2);

        // When
        proxy.reload(config.backend(backend -> backend.maxConnectionsPerServer(10)));

        // Then
        for (Socket client : clients) {
            assertThat(Sockets.greeting(client)).isEqualTo("srv1");
        }
    }

    @Test
    void whatAClientSentWhileItWaitedReachesTheServer() throws Exception {
        // Given
        TestProxy proxy = start(limitedToOne());
        Socket holder = client(proxy);
        Sockets.greeting(holder);
        Socket waiting = client(proxy);
        waiting.getOutputStream().write(7);
        await().until(() -> pool(proxy).stats().queued().get() == 1);

        // When
        holder.close();

        // Then
        assertThat(Sockets.greeting(waiting)).isEqualTo("srv1");
        assertThat(waiting.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void theWaitAndTheConnectAreToldApart() throws Exception {
        // Given
        TestProxy proxy = start(limitedToOne());
        Socket holder = client(proxy);
        Sockets.greeting(holder);
        Socket waiting = client(proxy);
        await().during(Duration.ofMillis(200))
                .until(() -> pool(proxy).stats().queued().get() == 1);

        // When
        holder.close();

        // Then
        Sockets.greeting(waiting);
        waiting.close();
        assertThat(proxy.nextRecord().waitMillis()).isZero();
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.waitMillis()).isGreaterThanOrEqualTo(200);
        assertThat(record.connectMillis()).isBetween(0L, record.totalMillis() - record.waitMillis());
        assertThat(record.backendQueue()).isEqualTo(1);
    }

    @Test
    void aProxyThatStopsEndsTheConnectionsThatWait() throws Exception {
        // Given
        TestProxy proxy = start(limitedToOne().drain(Duration.ZERO, Duration.ofMillis(100)));
        // A place that does not come free when the proxy stops, as that of another connection would.
        pool(proxy).members().getFirst().endpoint().stats().active().incrementAndGet();
        Socket waiting = client(proxy);
        await().until(() -> pool(proxy).stats().queued().get() == 1);

        // When
        proxy.proxy().stop().join();

        // Then
        assertThat(Sockets.ending(waiting)).endsWith("after 0 bytes");
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.KILLED_QUEUE);
    }

    @Test
    void theQueueTimeoutIsTheConnectTimeoutWhereThereIsNone() throws Exception {
        // Given
        TestProxy proxy = start(Configs.of(server("srv1").address())
                .backend(backend -> backend.maxConnectionsPerServer(1))
                .timeouts(Duration.ofMillis(200), null, null));
        Sockets.greeting(client(proxy));

        // When
        String seen = Sockets.ending(client(proxy));

        // Then
        assertThat(seen).isEqualTo("FIN after 0 bytes");
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.SERVER_TIMEOUT_QUEUE);
        assertThat(record.waitMillis()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void aRetryOnTheSameServerWaitsForTheRetryPauseAndKeepsItsPlace() throws Exception {
        // Given
        TestProxy proxy = start(Configs.of(Sockets.unused())
                .retries(2, false)
                .backend(backend -> backend.maxConnectionsPerServer(1).retryPause(Duration.ofMillis(500))));
        Socket first = client(proxy);
        await().until(() ->
                proxy.server("srv1").endpoint().stats().connectErrors().sum() > 0);

        // When
        Socket second = client(proxy);

        // Then
        assertThat(Sockets.ending(first)).isEqualTo("FIN after 0 bytes");
        assertThat(Sockets.ending(second)).isEqualTo("FIN after 0 bytes");
        List<ConnectionRecord> records = List.of(proxy.nextRecord(), proxy.nextRecord());
        assertThat(records).extracting(ConnectionRecord::termination).containsOnly(Termination.SERVER_ABORT_CONNECT);
        assertThat(records).extracting(ConnectionRecord::retries).containsOnly(2);
        assertThat(records)
                .extracting(ConnectionRecord::totalMillis)
                .allSatisfy(total -> assertThat(total).isGreaterThanOrEqualTo(1000));
        assertThat(records.getLast().backendQueue())
                .as("waits until the first one gave up")
                .isEqualTo(1);
    }

    @Test
    void aRetryPauseOfZeroRetriesAtOnce() throws Exception {
        // Given
        TestProxy proxy = start(
                Configs.of(Sockets.unused()).retries(100, false).backend(backend -> backend.retryPause(Duration.ZERO)));

        // When
        String seen = Sockets.ending(client(proxy));

        // Then
        assertThat(seen).isEqualTo("FIN after 0 bytes");
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.retries()).isEqualTo(100);
        assertThat(record.totalMillis()).as("100 s with a pause").isLessThan(20_000);
    }

    @Test
    void aConnectionThatIsRedispatchedWhileOthersAreFullWaitsForThem() throws Exception {
        // Given
        TestProxy proxy = start(Configs.of(List.of(
                        Configs.server("srv1", server("srv1").address()), Configs.server("srv2", Sockets.unused())))
                .retries(3, true)
                .algorithm(Algorithm.First)
                .backend(backend -> backend.maxConnectionsPerServer(1)));
        Socket holder = client(proxy);
        Sockets.greeting(holder);
        Socket redispatched = client(proxy);
        await().until(() ->
                proxy.server("srv2").endpoint().stats().connectErrors().sum() > 0);

        // When
        holder.close();

        // Then
        assertThat(Sockets.greeting(redispatched)).isEqualTo("srv1");
    }

    @Test
    void clientsStickToTheirServersAcrossReloads() throws Exception {
        // Given
        Configs config = Configs.of(
                server("srv1").address(),
                server("srv2").address(),
                server("srv3").address());
        TestProxy proxy = start(sticky(config, 10));
        String ofAlice = serverOf(proxy, ALICE);

        // When
        proxy.reload(sticky(config, 1000).algorithm(Algorithm.LeastConnections));

        // Then
        for (int i = 0; i < 6; i++) {
            assertThat(serverOf(proxy, ALICE)).isEqualTo(ofAlice);
        }
        assertThat(Objects.requireNonNull(pool(proxy).clients()).size()).isEqualTo(1);
    }

    @Test
    void aReloadThatTakesTheTableAwayForgetsTheClients() throws Exception {
        // Given
        Configs config = Configs.of(server("srv1").address(), server("srv2").address());
        TestProxy proxy = start(sticky(config, 10));
        serverOf(proxy, ALICE);

        // When
        proxy.reload(config);

        // Then
        assertThat(List.of(serverOf(proxy, ALICE), serverOf(proxy, ALICE))).containsExactlyInAnyOrder("srv1", "srv2");
        assertThat(pool(proxy).clients()).isNull();
        proxy.reload(sticky(config, 10));
        assertThat(Objects.requireNonNull(pool(proxy).clients()).size()).isZero();
    }

    @Test
    void aServerUnderMaintenanceLosesTheClientsThatStickToIt() throws Exception {
        // Given
        Configs config =
                sticky(Configs.of(server("srv1").address(), server("srv2").address()), 10);
        TestProxy proxy = start(config);
        String ofAlice = serverOf(proxy, ALICE);

        // When
        proxy.reload(config.backend(backend -> backend.overrides(List.of(EndpointOverrideBuilder.builder()
                .server(ofAlice)
                .state(AdministrativeState.Maintenance)
                .build()))));

        // Then
        String other = serverOf(proxy, ALICE);
        assertThat(other).isNotEqualTo(ofAlice);
        proxy.reload(config);
        assertThat(serverOf(proxy, ALICE)).as("it sticks to the other one now").isEqualTo(other);
    }

    /** Holds a connection until it was greeted, while no more of them are than may be. */
    private static String greetingOf(Socket client, TestProxy proxy) throws IOException {
        try (client) {
            String greeting = Sockets.greeting(client);
            assertThat(pool(proxy).stats().active().get()).isLessThanOrEqualTo(3);
            assertThat(proxy.server(greeting).endpoint().stats().active().get()).isLessThanOrEqualTo(2);
            return greeting;
        }
    }

    private static Configs sticky(Configs config, int size) {
        return config.backend(backend -> backend.stickTable(new StickTable(StickKey.Source, size, null)));
    }

    /** One server that takes one connection at a time, for which others wait long. */
    private Configs limitedToOne() throws IOException {
        return Configs.of(server("srv1").address())
                .backend(backend -> backend.maxConnectionsPerServer(1)
                        .timeouts(BackendTimeoutsBuilder.builder().queue(LONG).build()));
    }

    private TestProxy start(Configs config) throws ConfigRefusedException {
        return open(TestProxy.start(config, transport));
    }

    private PlainServer server(String name) throws IOException {
        return open(PlainServer.start(name));
    }

    private Socket client(TestProxy proxy) throws IOException {
        return open(Sockets.connect(proxy.address()));
    }

    private static String serverOf(TestProxy proxy, String client) throws IOException {
        try (Socket socket = Sockets.connect(client, proxy.address())) {
            return Sockets.greeting(socket);
        }
    }

    private static BackendPool pool(TestProxy proxy) {
        return proxy.proxy().snapshot().pools().getFirst();
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }
}
