package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.echo.EchoClient;
import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.RelayPath;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many connections, after which nothing of them is left. That no buffer leaks is checked after each test class. */
@ParameterizedClass
@EnumSource(RelayPath.class)
@Isolated
class SoakTest {

    /** In bytes; 128 a connection, where there are 8,000. */
    private static final long MARGIN = 1024 * 1024;

    private final RelayPath path;
    private final List<PlainServer> servers = new ArrayList<>();
    private TestProxy proxy;

    SoakTest(RelayPath path) {
        this.path = path;
    }

    @BeforeEach
    void start() throws Exception {
        for (String name : List.of("srv1", "srv2", "srv3")) {
            servers.add(PlainServer.start(name));
        }
        proxy = path.start(Configs.of(servers.stream().map(PlainServer::address).toArray(InetSocketAddress[]::new)));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        for (PlainServer server : servers) {
            server.close();
        }
    }

    @Test
    void tenThousandConnectionsOneAfterAnotherLeaveNothingBehind() throws Exception {
        // Given
        exchange(2_000);
        Resources before = Resources.used();

        // When
        exchange(8_000);

        // Then
        before.awaitGivenBack();
        assertThat(proxy.listenerStats().connections().sum()).isEqualTo(10_000);
    }

    @Test
    void aThousandConnectionsAtOnceLeaveNothingBehind() throws Exception {
        // Given
        exchangeAtOnce(1_000);
        Resources before = Resources.used();

        // When
        exchangeAtOnce(1_000);

        // Then
        before.awaitGivenBack();
        assertThat(Stream.of("srv1", "srv2", "srv3").map(this::connectionsOf))
                .allSatisfy(count -> assertThat(count).isBetween(666L, 667L));
    }

    @Test
    void grpcConnectionsLeaveNothingBehind() throws Exception {
        // Given
        try (EchoServer server = EchoServer.start("grpc")) {
            proxy.reload(Configs.of(server.address()));
            call(100);
            Resources before = Resources.used();

            // When
            call(100);

            // Then
            before.awaitGivenBack();
            assertThat(server.connections()).isEqualTo(200);
        }
    }

    private void exchange(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            try (Socket client = Sockets.connect(proxy.address())) {
                exchange(client);
            }
        }
        awaitEnded(connections);
    }

    private void exchangeAtOnce(int connections) throws IOException {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                clients.add(Sockets.connect(proxy.address()));
            }
            for (Socket client : clients) {
                exchange(client);
            }
            assertThat(proxy.listenerStats().active().get()).isEqualTo(connections);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        awaitEnded(connections);
    }

    private static void exchange(Socket client) throws IOException {
        assertThat(Sockets.greeting(client)).startsWith("srv");
        client.getOutputStream().write(42);
        assertThat(client.getInputStream().read()).isEqualTo(42);
    }

    private void call(int connections) {
        for (int i = 0; i < connections; i++) {
            try (EchoClient client = EchoClient.of(proxy.address())) {
                assertThat(client.serverName()).isEqualTo("grpc");
                assertThat(client.bytes(100_000)).isEqualTo(100_000);
            }
        }
        awaitEnded(connections);
    }

    private void awaitEnded(int connections) {
        Awaitility.await().until(() -> proxy.records().size() == connections);
        proxy.records().clear();
    }

    private long connectionsOf(String server) {
        return proxy.server(server).endpoint().stats().connections().sum();
    }

    /** What the process holds. Clients and servers are part of it: they too must give back what they take. */
    private record Resources(long descriptors, long heap, long direct) {

        static Resources used() throws IOException {
            return new Resources(descriptorsNow(), heapNow(), directNow());
        }

        void awaitGivenBack() {
            Awaitility.await().untilAsserted(() -> {
                assertThat(descriptorsNow()).as("descriptors").isLessThanOrEqualTo(descriptors);
                assertThat(heapNow()).as("heap").isLessThan(heap + MARGIN);
                assertThat(directNow()).as("direct memory").isLessThan(direct + MARGIN);
            });
        }

        private static long descriptorsNow() throws IOException {
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
                return descriptors.count();
            }
        }

        /** The least of several looks, each after a collection: what is held for good. */
        private static long heapNow() {
            return LongStream.range(0, 3)
                    .map(look -> {
                        System.gc();
                        return ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getUsed();
                    })
                    .min()
                    .orElseThrow();
        }

        private static long directNow() {
            return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                    .metric()
                    .usedDirectMemory();
        }
    }
}
