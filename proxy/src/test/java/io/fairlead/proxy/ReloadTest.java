package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.echo.EchoClient;
import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.Refusal;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Relayed;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Configurations that change under traffic. */
@Isolated(
        "A process that another class starts has the sockets of this one for a moment: one that is closed is still bound then.")
class ReloadTest {

    private static final List<Algorithm> ALGORITHMS = List.of(Algorithm.values());
    private static final int RELOADS = 100;
    private static final int CONNECTIONS = 200;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void aHundredReloadsLoseNoByteAndDropNoConnection() throws Exception {
        // Given
        List<PlainServer> servers = List.of(
                open(PlainServer.start("srv1")), open(PlainServer.start("srv2")), open(PlainServer.start("srv3")));
        TestProxy proxy = start(Configs.of(addresses(servers)));
        List<Relayed> relayed = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            relayed.add(Relayed.start(open(Sockets.connect(proxy.address()))));
        }

        // When
        for (int i = 0; i < RELOADS; i++) {
            proxy.proxy().apply(variant(i, servers));
            if (i % 5 == 0) {
                assertThat(Sockets.serverName(proxy.address("grpc"))).startsWith("srv");
            }
        }

        // Then
        relayed.forEach(Relayed::finish);
        assertThat(relayed).allSatisfy(connection -> {
            assertThat(connection.received()).isEqualTo(connection.sent());
            assertThat(connection.sent()).isPositive();
        });
        assertThat(proxy.proxy().snapshot().reloads()).isEqualTo(RELOADS);
        Awaitility.await().until(() -> proxy.records().size() == CONNECTIONS + RELOADS / 5);
        assertThat(proxy.records())
                .allSatisfy(record -> assertThat(record.termination().letters()).isEqualTo("--"));
    }

    /** Changes algorithm, servers, checks, timeouts, limits and the second listener, each at a pace of its own. */
    private static GrpcLoadBalancer variant(int i, List<PlainServer> servers) {
        List<PlainServer> used = i % 4 == 3 ? servers : servers.subList(i % 4 / 2, i % 4 / 2 + 2);
        Configs config = Configs.of(addresses(used))
                .algorithm(ALGORITHMS.get(i % ALGORITHMS.size()))
                .retries(i % 5, i % 3 == 0);
        if (i % 7 > 3) {
            config = config.check(null, Duration.ofMillis(50), Duration.ofSeconds(5));
        }
        if (i % 3 > 0) {
            config = config.timeouts(Duration.ofSeconds(30 + i), Duration.ofSeconds(60), Duration.ofSeconds(60));
        }
        if (i % 11 > 5) {
            config = config.maxConnections(CONNECTIONS + 1);
        }
        return i % 2 == 0 ? config.build() : withListeners(config, listener("second", 0, "127.0.0.2"));
    }

    @Test
    void aPortInUseIsRefusedAndTheOldConfigurationGoesOn() throws Exception {
        // Given
        EchoServer server = open(EchoServer.start("srv1"));
        Configs config = Configs.of(server.address());
        TestProxy proxy = start(config);
        InetSocketAddress before = proxy.address();
        ServerSocket used = open(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        GrpcLoadBalancer moved = config.build();
        moved.getMetadata().setUid("8d3c1f0e");
        moved.getMetadata().setGeneration(5L);
        moved.setSpec(spec(moved, List.of(listener("grpc", used.getLocalPort(), "127.0.0.1"))));
        String expected = "spec.listeners[0].port: %d (expected: a free port; 127.0.0.1:%1$d: Address already in use)"
                .formatted(used.getLocalPort());

        // When
        assertThatExceptionOfType(ConfigRefusedException.class)
                .isThrownBy(() -> proxy.proxy().apply(moved))

                // Then
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(expected));
        ProxySnapshot snapshot = proxy.proxy().snapshot();
        assertThat(snapshot.refusal()).isEqualTo(new Refusal(new ConfigVersion("8d3c1f0e", 5), expected));
        assertThat(snapshot.refusals()).isEqualTo(1);
        assertThat(snapshot.reloads()).isZero();
        assertThat(proxy.address()).isEqualTo(before);
        try (EchoClient client = open(EchoClient.of(before))) {
            assertThat(client.serverName()).isEqualTo("srv1");
        }
    }

    @Test
    void theListenersOfARefusedReloadCanBeBoundAtOnceByTheNextOne() throws Exception {
        // Given
        EchoServer server = open(EchoServer.start("srv1"));
        Configs config = Configs.of(server.address());
        TestProxy proxy = start(config);
        ServerSocket used = open(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        Listener second = listener("second", Sockets.unused().getPort(), "127.0.0.2");
        GrpcLoadBalancer refused = withListeners(config, second, listener("third", used.getLocalPort(), "127.0.0.1"));
        assertThatExceptionOfType(ConfigRefusedException.class)
                .isThrownBy(() -> proxy.proxy().apply(refused));

        // When
        proxy.proxy().apply(withListeners(config, second));

        // Then
        try (EchoClient client = open(EchoClient.of(proxy.address("second")))) {
            assertThat(client.serverName()).isEqualTo("srv1");
        }
    }

    @Test
    void aValidConfigurationThatIsRefusedCountsOnceHoweverOftenItIsTried() throws Exception {
        // Given
        EchoServer server = open(EchoServer.start("srv1"));
        Configs config = Configs.of(server.address());
        TestProxy proxy = start(config);
        ServerSocket used = open(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        GrpcLoadBalancer refused = withListeners(config, listener("more", used.getLocalPort(), "127.0.0.1"));

        // When
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(ConfigRefusedException.class)
                    .isThrownBy(() -> proxy.proxy().apply(refused));
        }

        // Then
        assertThat(proxy.proxy().snapshot().refusals()).isEqualTo(1);
    }

    @Test
    void aRefusedReloadLeavesNoneOfItsListenersBehind() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        Configs config = Configs.of(server.address());
        TestProxy proxy = start(config);
        ServerSocket used = open(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        int free = freePort();
        GrpcLoadBalancer refused = withListeners(
                config, listener("second", free, "127.0.0.2"), listener("third", used.getLocalPort(), "127.0.0.1"));

        // When
        assertThatExceptionOfType(ConfigRefusedException.class)
                .isThrownBy(() -> proxy.proxy().apply(refused));

        // Then
        awaitRefused(new InetSocketAddress("127.0.0.2", free));
        assertThat(proxy.proxy().snapshot().listeners()).hasSize(1);
    }

    @Test
    void aListenerThatWasRemovedMayComeBackAtOnce() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        Configs config = Configs.of(server.address());
        TestProxy proxy = start(config);
        InetSocketAddress second = new InetSocketAddress("127.0.0.2", freePort());
        GrpcLoadBalancer both = withListeners(config, listener("second", second.getPort(), "127.0.0.2"));
        proxy.proxy().apply(both);
        proxy.reload(config);

        // When
        proxy.proxy().apply(both);

        // Then
        assertThat(Sockets.serverName(second)).isEqualTo("srv1");
    }

    @Test
    void aListenerThatIsAddedServesItsVeryFirstClient() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        Configs config = Configs.of(server.address());
        TestProxy proxy = start(config);
        List<String> names = new ArrayList<>();

        // When
        for (int i = 0; i < 50; i++) {
            InetSocketAddress added = new InetSocketAddress("127.0.0.2", freePort());
            CompletableFuture<String> name = firstServerName(added);
            proxy.proxy().apply(withBackend(config, "late", added));
            names.add(name.join());
            proxy.reload(config);
        }

        // Then
        assertThat(names).hasSize(50).containsOnly("srv1");
    }

    /** Connects again and again until the address does not refuse any more, and returns who greets. */
    private static CompletableFuture<String> firstServerName(InetSocketAddress address) {
        CompletableFuture<String> name = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            while (!name.isDone()) {
                try {
                    name.complete(Sockets.serverName(address));
                } catch (ConnectException refused) {
                    // not bound yet
                } catch (IOException e) {
                    name.completeExceptionally(e);
                }
            }
        });
        return name;
    }

    /** Adds a backend of the same servers, and a listener that it serves. */
    private static GrpcLoadBalancer withBackend(Configs config, String name, InetSocketAddress address) {
        GrpcLoadBalancer resource = config.build();
        GrpcLoadBalancerSpec spec = resource.getSpec();
        Backend echo = spec.backends().getFirst();
        Backend backend = BackendBuilder.builder(echo).name(name).build();
        Listener listener = ListenerBuilder.builder()
                .name(name)
                .address(address.getHostString())
                .port(address.getPort())
                .backend(name)
                .build();
        resource.setSpec(GrpcLoadBalancerSpecBuilder.builder(spec)
                .listeners(List.of(spec.listeners().getFirst(), listener))
                .backends(List.of(echo, backend))
                .build());
        return resource;
    }

    @Test
    void aListenerThatIsRemovedServesWhoeverHasConnected() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        Configs config = Configs.of(server.address());
        TestProxy proxy = start(config);
        proxy.proxy().apply(withListeners(config, listener("second", 0, "127.0.0.2")));
        InetSocketAddress second = proxy.address("second");
        Relayed established = Relayed.start(open(Sockets.connect(second)));
        List<Socket> justConnected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            justConnected.add(open(Sockets.connect(second)));
        }

        // When
        proxy.reload(config);

        // Then
        for (Socket client : justConnected) {
            assertThat(Sockets.greeting(client)).isEqualTo("srv1");
        }
        awaitRefused(second);
        established.finish();
        assertThat(established.received()).isEqualTo(established.sent()).isPositive();
    }

    @Test
    void aServerThatIsRemovedKeepsItsConnectionsAndGetsNoNewOnes() throws Exception {
        // Given
        EchoServer leaving = open(EchoServer.start("srv1"));
        EchoServer staying = open(EchoServer.start("srv2"));
        TestProxy proxy = start(Configs.of(leaving.address()));
        EchoClient established = open(EchoClient.of(proxy.address()));
        established.serverName();

        // When
        proxy.reload(Configs.of(staying.address()));

        // Then
        for (int i = 0; i < 10; i++) {
            try (EchoClient client = EchoClient.of(proxy.address())) {
                assertThat(client.serverName()).isEqualTo("srv2");
            }
        }
        assertThat(established.serverName()).isEqualTo("srv1");
        assertThat(leaving.connections()).isEqualTo(1);
    }

    @Test
    void aListenerMovesToAnotherPortWithoutDroppingConnections() throws Exception {
        // Given
        PlainServer server = open(PlainServer.start("srv1"));
        Configs config = Configs.of(server.address());
        TestProxy proxy = start(config);
        InetSocketAddress before = proxy.address();
        Relayed established = Relayed.start(open(Sockets.connect(before)));

        // When
        proxy.reload(config.listenerAddress("127.0.0.2"));

        // Then
        assertThat(Sockets.serverName(proxy.address())).isEqualTo("srv1");
        awaitRefused(before);
        established.finish();
        assertThat(established.received()).isEqualTo(established.sent()).isPositive();
    }

    private TestProxy start(Configs config) throws ConfigRefusedException {
        return open(TestProxy.start(config));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    private static InetSocketAddress[] addresses(List<PlainServer> servers) {
        return servers.stream().map(PlainServer::address).toArray(InetSocketAddress[]::new);
    }

    private static GrpcLoadBalancer withListeners(Configs config, Listener... added) {
        GrpcLoadBalancer resource = config.build();
        List<Listener> listeners = new ArrayList<>(resource.getSpec().listeners());
        listeners.addAll(List.of(added));
        resource.setSpec(spec(resource, listeners));
        return resource;
    }

    private static GrpcLoadBalancerSpec spec(GrpcLoadBalancer resource, List<Listener> listeners) {
        return GrpcLoadBalancerSpecBuilder.builder(resource.getSpec())
                .listeners(listeners)
                .build();
    }

    private static Listener listener(String name, int port, String address) {
        return ListenerBuilder.builder()
                .name(name)
                .address(address)
                .port(port)
                .backend("echo")
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getByName("127.0.0.2"))) {
            return socket.getLocalPort();
        }
    }

    /** Waits until connections to {@code address} are refused. */
    private static void awaitRefused(InetSocketAddress address) {
        Awaitility.await().until(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                return false;
            } catch (ConnectException refused) {
                return true;
            }
        });
    }
}
