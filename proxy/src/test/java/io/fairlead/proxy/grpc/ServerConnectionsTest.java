package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.BackendHttp2;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many connections RPCs share on their way to the servers, and what becomes of those that a server allows no stream for. */
class ServerConnectionsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    @Test
    void twoEventLoopsMakeTwoConnectionsToEachServerForAnyNumberOfClients() throws Exception {
        // Given
        List<RpcServer> servers = scene.servers(3);
        TestProxy proxy = scene.proxy(servers);

        // When
        List<RpcCall> held = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            held.addAll(scene.client(proxy).hold(20));
        }

        // Then
        await().until(() -> servers.stream().mapToInt(RpcServer::inFlight).sum() == 1000);
        assertThat(servers).extracting(RpcServer::connections).containsExactly(2, 2, 2);
        assertThat(proxy.listenerStats().active().get()).isEqualTo(50);
        servers.forEach(RpcServer::release);
        assertThat(held).extracting(RpcCall::code).containsOnly(Code.OK);
    }

    @Test
    void rpcsThatComeLaterUseTheConnectionsThatThereAre() throws Exception {
        // Given
        RpcServer server = scene.server("srv1");
        TestProxy proxy = scene.proxy(List.of(server));
        RpcClient client = scene.client(proxy);

        // When
        client.serverNames(50);

        // Then
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.open()).isEqualTo(1);
    }

    @Test
    void whereAServerAllowsNoFurtherStreamThereIsAFurtherConnectionAsLongAsThereMayBe() throws Exception {
        // Given
        RpcServer server = scene.server("srv1", builder -> builder.maxConcurrentCallsPerConnection(10));
        TestProxy proxy = scene.proxy(connections(server, 3));
        RpcClient client = scene.client(proxy);

        // When
        List<RpcCall> held = client.hold(35);

        // Then
        await().until(() -> server.inFlight() == 30);
        assertThat(server.connections()).isEqualTo(3);
        await().during(SHORT).until(() -> server.rpcs() == 30);
        server.release();
        await().until(() -> server.inFlight() == 5);
        server.release();
        assertThat(held).extracting(RpcCall::answer).hasSize(35).containsOnly("srv1");
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void aClientWithManyRpcsThatWaitDoesNotStarveOneWithFew() throws Exception {
        // Given
        RpcServer server = scene.server("srv1", builder -> builder.maxConcurrentCallsPerConnection(1));
        TestProxy proxy = scene.proxy(connections(server, 1));
        // Two clients for each event loop, so that there is one that waits behind the other's many.
        List<RpcClient> clients =
                List.of(scene.client(proxy), scene.client(proxy), scene.client(proxy), scene.client(proxy));
        List<RpcCall> many = new ArrayList<>();
        for (RpcClient client : clients.subList(0, 2)) {
            many.addAll(client.hold(90));
        }
        await().until(() -> activeRpcs(proxy) == 180);
        List<RpcCall> few = List.of(clients.get(2).hold(), clients.get(3).hold());
        await().until(() -> activeRpcs(proxy) == 182);

        // When
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            server.release();
            return few.stream().allMatch(RpcCall::isOver);
        });

        // Then
        assertThat(few).extracting(RpcCall::answer).containsOnly("srv1");
        assertThat(many.stream().filter(RpcCall::isOver))
                .as("few waited for one or two of each other client")
                .hasSizeLessThan(20);
    }

    @Test
    void whoFindsNoStreamInTimeIsToldSo() throws Exception {
        // Given
        RpcServer server = scene.server("srv1", builder -> builder.maxConcurrentCallsPerConnection(1));
        TestProxy proxy = scene.proxy(connections(server, 1)
                .backend(backend -> backend.timeouts(
                        BackendTimeoutsBuilder.builder().queue(SHORT).build())));
        RpcClient client = scene.client(proxy);
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);
        long begun = System.nanoTime();

        // When
        RpcCall waiting = client.ask();

        // Then
        assertThat(waiting.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isGreaterThanOrEqualTo(SHORT.toMillis());
        assertThat(waiting.status().getDescription())
                .isEqualTo("backend echo, server srv1: no stream was free in time");
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
    }

    @Test
    void whoFindsTheQueueFullIsToldSoAtOnce() throws Exception {
        // Given
        RpcServer server = scene.server("srv1", builder -> builder.maxConcurrentCallsPerConnection(1));
        TestProxy proxy = scene.proxy(connections(server, 1).backend(backend -> backend.maxQueue(3)));
        RpcClient client = scene.client(proxy);
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);
        List<RpcCall> waiting = client.ask(3);

        // When
        RpcCall refused = client.ask();

        // Then
        assertThat(refused.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refused.status().getDescription())
                .isEqualTo("backend echo, server srv1: too many RPCs wait for a stream");
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(waiting).extracting(RpcCall::answer).containsOnly("srv1");
    }

    @Test
    void whoGivesUpWhileItWaitsLeavesItsPlace() throws Exception {
        // Given
        RpcServer server = scene.server("srv1", builder -> builder.maxConcurrentCallsPerConnection(1));
        TestProxy proxy = scene.proxy(connections(server, 1).backend(backend -> backend.maxQueue(1)));
        RpcClient client = scene.client(proxy);
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);
        RpcCall waiting = client.ask();
        await().until(() -> activeRpcs(proxy) == 2);

        // When
        waiting.cancel();
        await().until(() -> activeRpcs(proxy) == 1);

        // Then
        RpcCall next = client.ask();
        await().until(() -> activeRpcs(proxy) == 2);
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(next.answer()).isEqualTo("srv1");
        assertThat(server.rpcs()).as("the one that gave up never came").isEqualTo(2);
    }

    @Test
    void aServerThatEndsConnectionsByTheirAgeLosesNoRpc() throws Exception {
        // Given
        RpcServer server = scene.server(
                "srv1",
                builder -> builder.maxConnectionAge(200, TimeUnit.MILLISECONDS)
                        .maxConnectionAgeGrace(20, TimeUnit.SECONDS));
        TestProxy proxy = scene.proxy(List.of(server));
        RpcClient client = scene.client(proxy);

        // When
        await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> {
            client.ask(5).forEach(RpcCall::answer);
            return server.connections() >= 5;
        });

        // Then
        assertThat(proxy.listenerStats().connections().sum())
                .as("the client noticed nothing")
                .isEqualTo(1);
        assertThat(proxy.server("srv1").endpoint().stats().connectErrors().sum())
                .isZero();
    }

    @Test
    void aServerThatEndsIdleConnectionsLosesNoRpc() throws Exception {
        // Given
        RpcServer server = scene.server("srv1", builder -> builder.maxConnectionIdle(100, TimeUnit.MILLISECONDS));
        TestProxy proxy = scene.proxy(List.of(server));
        RpcClient client = scene.client(proxy);

        // When
        for (int i = 0; i < 5; i++) {
            client.serverName();
            await().until(() -> server.open() == 0);
        }

        // Then
        assertThat(client.serverName()).isEqualTo("srv1");
        assertThat(server.connections()).isEqualTo(6);
    }

    private static int activeRpcs(TestProxy proxy) {
        return proxy.server("srv1").endpoint().stats().active().get();
    }

    private static Configs connections(RpcServer server, int max) {
        return RpcScene.config(List.of(server))
                .timeouts(LONG, null, null)
                .backend(backend -> backend.http2(new BackendHttp2(max, null, null)));
    }
}
