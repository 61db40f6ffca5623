package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.ConnectionLifetime;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long clients' connections last, and what becomes of their RPCs. */
class ConnectionEndTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private RpcServer server;
    private Configs config;

    @BeforeEach
    void start() throws Exception {
        server = scene.server("srv1");
        config = RpcScene.config(List.of(server));
    }

    @Test
    void connectionsMoveOnWhenTheyAreOldAndNoRpcIsLost() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(lifetime(SHORT, LONG, null));
        RpcClient client = scene.client(proxy);
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);

        // When
        await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> {
            client.ask(5).forEach(RpcCall::answer);
            return proxy.listenerStats().connections().sum() >= 5;
        });

        // Then
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(server.cancelled()).isZero();
        await().until(() -> proxy.listenerStats().active().get() <= 1);
    }

    @Test
    void anRpcThatOutlivesTheGraceOfItsConnectionFails() throws Exception {
        // Given
        RpcClient client = scene.client(lifetime(SHORT, SHORT, null));
        long begun = System.nanoTime();

        // When
        RpcCall held = client.hold();

        // Then
        assertThat(held.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
                .isGreaterThanOrEqualTo(SHORT.multipliedBy(2).toMillis());
        await().until(() -> server.cancelled() == 1);
        assertThat(client.serverName()).isEqualTo("srv1");
    }

    @Test
    void aConnectionThatHasNoRpcEndsAfterItsIdleTimeAndOneThatHasOneDoesNot() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(lifetime(null, null, SHORT));
        RpcClient busy = scene.client(proxy);
        RpcCall held = busy.hold();
        await().until(() -> server.inFlight() == 1);
        RpcClient idle = scene.client(proxy);

        // When
        idle.serverName();

        // Then
        await().until(() -> proxy.listenerStats().active().get() == 1);
        await().during(SHORT.multipliedBy(2)).until(() -> !held.isOver());
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(idle.serverName()).isEqualTo("srv1");
    }

    @Test
    void aProxyThatStopsLetsRpcsFinish() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config.drain(Duration.ZERO, LONG));
        RpcClient client = scene.client(proxy);
        List<RpcCall> held = client.hold(5);
        RpcCall talk = client.start(RpcMethods.CHAT).send(new byte[0]);
        talk.next();
        await().until(() -> server.inFlight() == 6);

        // When
        CompletableFuture<Void> stopped = proxy.proxy().stop();

        // Then
        talk.send(new byte[1]);
        assertThat(talk.next()).hasSize(1);
        assertThat(stopped).isNotDone();
        server.release();
        assertThat(held).extracting(RpcCall::answer).containsOnly("srv1");
        assertThat(talk.halfClose().code()).isEqualTo(Code.OK);
        assertThat(stopped).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void aProxyThatStopsEndsWhatOutlivesItsTimeout() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config.drain(Duration.ZERO, SHORT));
        RpcCall held = scene.client(proxy).hold();
        await().until(() -> server.inFlight() == 1);

        // When
        CompletableFuture<Void> stopped = proxy.proxy().stop();

        // Then
        assertThat(held.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(stopped).succeedsWithin(10, TimeUnit.SECONDS);
    }

    private Configs lifetime(@Nullable Duration age, @Nullable Duration grace, @Nullable Duration idle) {
        return config.listener(listener -> listener.lifetime(new ConnectionLifetime(age, grace, idle, 0)));
    }
}
