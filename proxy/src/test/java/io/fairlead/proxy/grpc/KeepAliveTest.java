package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.BackendHttp2;
import io.fairlead.api.v1alpha1.KeepAlive;
import io.fairlead.api.v1alpha1.ListenerHttp2;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.Wire;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections whose wire is dead are found out by PINGs that nobody answers. */
class KeepAliveTest {

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
    void aServerWhoseWireIsDeadIsFoundOutByPings() throws Exception {
        // Given
        Wire wire = scene.open(Wire.to(server.address()));
        RpcClient client = scene.client(Configs.of(wire.address())
                .modeGrpc()
                .backend(backend -> backend.http2(new BackendHttp2(null, null, new KeepAlive(SHORT, SHORT)))));
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);

        // When
        wire.freeze();

        // Then
        assertThat(held.code()).isEqualTo(Code.UNAVAILABLE);
        wire.thaw();
        assertThat(client.serverName()).isEqualTo("srv1");
    }

    @Test
    void aServerThatAnswersPingsKeepsItsConnection() throws Exception {
        // Given
        RpcServer patient = scene.server("srv2", builder -> builder.permitKeepAliveTime(1, TimeUnit.MILLISECONDS));
        Duration often = Duration.ofMillis(50);
        RpcClient client = scene.client(RpcScene.config(List.of(patient))
                .backend(backend -> backend.http2(new BackendHttp2(null, null, new KeepAlive(often, LONG)))));

        // When
        RpcCall held = client.hold();
        await().until(() -> patient.inFlight() == 1);

        // Then
        await().during(often.multipliedBy(20)).until(() -> !held.isOver());
        patient.release();
        assertThat(held.answer()).isEqualTo("srv2");
        assertThat(patient.connections()).isEqualTo(1);
    }

    @Test
    void aClientWhoseWireIsDeadIsFoundOutByPings() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config.listener(listener ->
                listener.http2(new ListenerHttp2(null, null, null, null, null, null, new KeepAlive(SHORT, SHORT)))));
        Wire wire = scene.open(Wire.to(proxy.address()));
        RpcClient client = scene.open(RpcClient.of(wire.address()));
        client.hold();
        await().until(() -> server.inFlight() == 1);
        await().during(SHORT.multipliedBy(3)).until(() -> server.inFlight() == 1);

        // When
        wire.freeze();

        // Then
        await().until(() -> server.cancelled() == 1);
        assertThat(proxy.listenerStats().active().get()).isZero();
        wire.thaw();
    }
}
