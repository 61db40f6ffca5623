package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a change of the servers, or of their weights and states, means to the RPCs of a connection that there is. */
class RpcServerChangesTest {

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private List<RpcServer> servers;

    @BeforeEach
    void start() throws Exception {
        servers = scene.servers(3);
    }

    @Test
    void aBackupGetsRpcsOnlyWhileNoOtherServerIsUp() throws Exception {
        // Given
        List<Server> listed = new ArrayList<>(RpcScene.config(servers).backend().serversOrNone());
        listed.set(2, ServerBuilder.builder(listed.get(2)).backup(true).build());
        Configs config = RpcScene.config(servers).servers(listed);
        TestProxy proxy = scene.proxy(config);
        RpcClient client = scene.client(proxy);
        List<String> before = client.serverNames(10);

        // When
        proxy.reload(states(config, AdministrativeState.Maintenance, "srv1", "srv2"));

        // Then
        assertThat(before).containsOnly("srv1", "srv2");
        assertThat(client.serverNames(10)).containsOnly("srv3");
    }

    @Test
    void aNewServerGetsItsShareOfAnEstablishedConnectionsRpcsAtOnce() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers.subList(0, 2)));
        RpcClient client = scene.client(proxy);
        client.serverNames(20);

        // When
        proxy.reload(RpcScene.config(servers));

        // Then
        assertThat(client.serverNames(300).stream().filter("srv3"::equals)).hasSize(100);
    }

    @Test
    void aNewServerThatStartsSlowlyGetsLessAtFirst() throws Exception {
        // Given
        UnaryOperator<Configs> slowly = config -> config.backend(backend -> backend.balance(BalanceBuilder.builder()
                .algorithm(Algorithm.RoundRobin)
                .slowStart(Duration.ofMinutes(10))
                .build()));
        TestProxy proxy = scene.proxy(slowly.apply(RpcScene.config(servers.subList(0, 2))));
        RpcClient client = scene.client(proxy);
        client.serverNames(20);

        // When
        proxy.reload(slowly.apply(RpcScene.config(servers)));

        // Then
        List<String> names = client.serverNames(300);
        assertThat(names.stream().filter("srv3"::equals)).hasSizeBetween(1, 30);
    }

    @Test
    void aServerThatDrainsFinishesItsRpcsAndGetsNoNewOnes() throws Exception {
        // Given
        Configs config = RpcScene.config(servers);
        TestProxy proxy = scene.proxy(config);
        RpcClient client = scene.client(proxy);
        List<RpcCall> held = client.hold(3);
        RpcCall chat = chatWith(client, "srv1");
        awaitInFlight(2, 1, 1);

        // When
        proxy.reload(states(config, AdministrativeState.Drain, "srv1"));

        // Then
        assertThat(proxy.server("srv1").state()).isEqualTo(EndpointState.Drain);
        assertThat(client.serverNames(20)).containsOnly("srv2", "srv3");
        chat.send(RpcMethods.bytes("still there")).halfClose();
        assertThat(RpcMethods.text(chat.next())).isEqualTo("still there");
        servers.forEach(RpcServer::release);
        assertThat(held).extracting(RpcCall::answer).containsExactlyInAnyOrder("srv1", "srv2", "srv3");
    }

    @Test
    void aWeightOfZeroDrains() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(weighted(1, 1, 1));
        RpcClient client = scene.client(proxy);
        List<RpcCall> held = client.hold(3);
        awaitInFlight(1, 1, 1);

        // When
        proxy.reload(weighted(0, 1, 1));

        // Then
        assertThat(client.serverNames(20)).containsOnly("srv2", "srv3");
        servers.forEach(RpcServer::release);
        assertThat(held).extracting(RpcCall::answer).containsExactlyInAnyOrder("srv1", "srv2", "srv3");
    }

    private Configs weighted(int... weights) {
        List<Server> listed = new ArrayList<>(RpcScene.config(servers).backend().serversOrNone());
        for (int i = 0; i < weights.length; i++) {
            listed.set(
                    i, ServerBuilder.builder(listed.get(i)).weight(weights[i]).build());
        }
        return RpcScene.config(servers).servers(listed);
    }

    private static Configs states(Configs config, AdministrativeState state, String... names) {
        return config.backend(backend -> backend.overrides(IntStream.range(0, names.length)
                .mapToObj(i -> EndpointOverrideBuilder.builder()
                        .server(names[i])
                        .state(state)
                        .build())
                .toList()));
    }

    /** Begins a conversation with that server. */
    private static RpcCall chatWith(RpcClient client, String server) throws InterruptedException {
        while (true) {
            RpcCall chat = client.start(RpcMethods.CHAT).send(new byte[0]);
            chat.next();
            if (server.equals(chat.headers().get(RpcMethods.SERVER))) {
                return chat;
            }
            chat.halfClose().status();
        }
    }

    private void awaitInFlight(Integer... expected) {
        await().untilAsserted(() ->
                assertThat(servers).extracting(RpcServer::inFlight).containsExactly(expected));
    }
}
