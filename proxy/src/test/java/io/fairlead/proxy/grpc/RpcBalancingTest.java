package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the RPCs of single connections are spread over three servers. */
class RpcBalancingTest {

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private List<RpcServer> servers;

    @BeforeEach
    void start() throws Exception {
        servers = scene.servers(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"RoundRobin", "StaticRoundRobin"})
    void inTurnEachServerGetsTheSameNumberOfOneConnectionsRpcs(Algorithm algorithm) throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers).algorithm(algorithm));
        RpcClient client = scene.client(proxy);

        // When
        List<RpcCall> calls = client.ask(999);

        // Then
        assertThat(calls).extracting(RpcCall::answer).hasSize(999);
        assertThat(servers).extracting(RpcServer::rpcs).containsExactly(333, 333, 333);
        assertThat(proxy.listenerStats().connections().sum()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RoundRobin", "StaticRoundRobin"})
    void inTurnServersGetRpcsByTheirWeights(Algorithm algorithm) throws Exception {
        // Given
        TestProxy proxy = scene.proxy(weighted(5, 2, 1).algorithm(algorithm));

        // When
        scene.client(proxy).serverNames(400);

        // Then
        assertThat(servers).extracting(RpcServer::rpcs).containsExactly(250, 100, 50);
    }

    @Test
    void leastConnectionsCountsRpcsThatAreNotOver() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers).algorithm(Algorithm.LeastConnections));
        RpcClient client = scene.client(proxy);
        client.hold(30);
        awaitInFlight(10, 10, 10);
        servers.get(1).release();
        await().until(() -> proxy.server("srv2").endpoint().stats().active().get() == 0);

        // When
        client.hold(10);

        // Then
        awaitInFlight(10, 10, 10);
        assertThat(servers).extracting(RpcServer::rpcs).containsExactly(10, 20, 10);
    }

    @ParameterizedTest
    @EnumSource(names = {"LeastRequests", "Random"})
    void theLessLoadedOfTwoThatAreDrawnGetsTheNextRpc(Algorithm algorithm) throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers).algorithm(algorithm));
        RpcClient client = scene.client(proxy);
        client.hold(90);
        await().until(() -> inFlight() == 90);
        assertThat(servers)
                .extracting(RpcServer::inFlight)
                .allSatisfy(held -> assertThat(held).isBetween(25, 35));
        servers.get(0).release();
        servers.get(1).release();
        await().until(() -> inFlight() < 40);

        // When
        List<String> names = client.serverNames(90);

        // Then
        assertThat(names).as("srv3 only where it is drawn twice: 1 of 9").contains("srv1", "srv2");
        assertThat(names.stream().filter("srv3"::equals)).hasSizeLessThan(25);
    }

    @Test
    void randomSpreadsWhatIsAnsweredAtOnceEvenly() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers).algorithm(Algorithm.Random));

        // When
        scene.client(proxy).serverNames(600);

        // Then
        assertThat(servers)
                .extracting(RpcServer::rpcs)
                .allSatisfy(rpcs -> assertThat(rpcs).isBetween(150, 250));
    }

    @Test
    void firstFillsServersOneAfterTheOther() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers)
                .algorithm(Algorithm.First)
                .backend(backend -> backend.maxConnectionsPerServer(4)));
        RpcClient client = scene.client(proxy);

        // When
        client.hold(6);

        // Then
        awaitInFlight(4, 2, 0);
    }

    private Configs weighted(int... weights) {
        List<Server> listed = new ArrayList<>(RpcScene.config(servers).backend().serversOrNone());
        for (int i = 0; i < weights.length; i++) {
            listed.set(
                    i, ServerBuilder.builder(listed.get(i)).weight(weights[i]).build());
        }
        return RpcScene.config(servers).servers(listed);
    }

    private int inFlight() {
        return servers.stream().mapToInt(RpcServer::inFlight).sum();
    }

    private void awaitInFlight(Integer... expected) {
        await().untilAsserted(() ->
                assertThat(servers).extracting(RpcServer::inFlight).containsExactly(expected));
    }
}
