package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.ListenerHttp2;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many RPCs there may be at a time, and what becomes of those beyond. */
class RpcPlacesTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Metadata.Key<String> NUMBER = RpcMethods.key("number");

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private List<RpcServer> servers;
    private RpcServer server;
    private Configs config;

    @BeforeEach
    void start() throws Exception {
        servers = scene.servers(3);
        server = servers.getFirst();
        config = RpcScene.config(List.of(server));
    }

    @Test
    void rpcsThatWaitForAPlaceGetItInTheOrderInWhichTheyCame() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config.backend(backend -> backend.maxConnectionsPerServer(1)));
        RpcClient holder = scene.client(proxy);
        RpcCall held = holder.hold();
        await().until(() -> server.inFlight() == 1);
        List<RpcCall> waiting = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            RpcClient client = i % 2 == 0 ? holder : scene.client(proxy);
            waiting.add(client.start(RpcMethods.NAME, numbered(i)).sendLast(new byte[0]));
            int expected = i;
            await().until(() -> queued(proxy) == expected);
        }

        // When
        server.release();

        // Then
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(waiting).extracting(RpcCall::answer).containsOnly("srv1");
        assertThat(server.requests().stream().map(request -> request.metadata().get(NUMBER)))
                .containsExactly(null, "1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void noServerGetsMoreRpcsAtATimeThanItsLimit() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers)
                .backend(backend -> backend.maxConnectionsPerServer(5).maxConnections(12)));
        RpcClient client = scene.client(proxy);
        List<RpcCall> held = client.hold(40);
        await().until(() -> inFlight() == 12 && queued(proxy) == 28);

        // When
        await().until(() -> {
            assertThat(servers).allSatisfy(each -> assertThat(each.inFlight()).isLessThanOrEqualTo(5));
            servers.forEach(RpcServer::release);
            return held.stream().allMatch(RpcCall::isOver);
        });

        // Then
        assertThat(held).extracting(RpcCall::answer).hasSize(40);
        assertThat(proxy.server("srv1").endpoint().stats().active().get()).isZero();
    }

    @Test
    void noPlaceInTime() throws Exception {
        // Given
        RpcClient client = scene.client(config.backend(backend -> backend.maxConnectionsPerServer(1)
                .timeouts(BackendTimeoutsBuilder.builder().queue(SHORT).build())));
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);

        // When
        String outcome = client.ask().outcome();

        // Then
        assertThat(outcome).isEqualTo("UNAVAILABLE: backend echo: no server was free in time");
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
    }

    @Test
    void noPlaceInTheQueue() throws Exception {
        // Given
        RpcClient client = scene.client(config.timeouts(LONG, null, null)
                .backend(backend -> backend.maxConnectionsPerServer(1).maxQueue(2)));
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);
        List<RpcCall> waiting = client.ask(2);

        // When
        String outcome = client.ask().outcome();

        // Then
        assertThat(outcome).isEqualTo("RESOURCE_EXHAUSTED: backend echo: too many RPCs wait for a server");
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(waiting).extracting(RpcCall::answer).containsOnly("srv1");
    }

    @Test
    void moreStreamsThanAClientMayHaveWaitAtTheClient() throws Exception {
        // Given
        RpcClient client = scene.client(
                config.listener(listener -> listener.http2(new ListenerHttp2(10, null, null, null, null, null, null))));

        // When
        List<RpcCall> held = client.hold(25);

        // Then
        await().until(() -> server.inFlight() == 10);
        await().during(SHORT).until(() -> server.rpcs() == 10);
        await().until(() -> {
            server.release();
            return held.stream().allMatch(RpcCall::isOver);
        });
        assertThat(held).extracting(RpcCall::answer).containsOnly("srv1");
    }

    private static Metadata numbered(int number) {
        Metadata metadata = new Metadata();
        metadata.put(NUMBER, Integer.toString(number));
        return metadata;
    }

    private int inFlight() {
        return servers.stream().mapToInt(RpcServer::inFlight).sum();
    }

    private static int queued(TestProxy proxy) {
        BackendPool pool = proxy.proxy().snapshot().pools().getFirst();
        return pool.stats().queued().get();
    }
}
