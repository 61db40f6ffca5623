package io.fairlead.proxy.grpc;

import static io.fairlead.proxy.testing.rpc.RpcMethods.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Http2Server;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcRequest;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.netty.handler.codec.http2.Http2Error;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deadlines are passed on, and kept to where nobody else does. */
class RpcDeadlineTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private RpcServer server;
    private TestProxy proxy;
    private RpcClient client;

    @BeforeEach
    void start() throws Exception {
        server = scene.server("srv1");
        proxy = scene.proxy(List.of(server));
        client = scene.client(proxy);
    }

    @Test
    void aDeadlineIsPassedOn() {
        // When
        RpcCall call = client.start(RpcMethods.NAME, LONG).sendLast(new byte[0]);

        // Then
        assertThat(call.answer()).isEqualTo("srv1");
        assertThat(server.requests().remove().millisLeft()).isBetween(LONG.toMillis() / 2, LONG.toMillis());
    }

    @Test
    void aDeadlineIsPassedOnWithoutTheTimeThatTheRpcHasWaited() throws Exception {
        // Given
        Duration wait = Duration.ofMillis(1500);
        TestProxy limited = scene.proxy(RpcScene.config(List.of(server))
                .timeouts(LONG, null, null)
                .backend(backend -> backend.maxConnectionsPerServer(1)));
        RpcClient waiting = scene.client(limited);
        RpcCall holder = waiting.hold();
        await().until(() -> server.inFlight() == 1);
        RpcCall call = waiting.start(RpcMethods.NAME, LONG).sendLast(new byte[0]);
        await().during(wait).atMost(LONG).until(() -> !call.isOver());

        // When
        server.release();

        // Then
        assertThat(holder.answer()).isEqualTo("srv1");
        assertThat(call.answer()).isEqualTo("srv1");
        RpcRequest last = List.copyOf(server.requests()).getLast();
        assertThat(last.millisLeft()).isLessThanOrEqualTo(LONG.minus(wait).toMillis());
    }

    @Test
    void aDeadlineThatNobodyElseMindsEndsTheRpc() throws Exception {
        // Given
        Http2Server silent = scene.open(Http2Server.start((connection, stream) -> {}));
        RpcClient careless = scene.client(Configs.of(silent.address()).modeGrpc());
        Metadata timeout = new Metadata();
        timeout.put(key("grpc-timeout"), "300m");

        // When
        RpcCall call = careless.start(RpcMethods.NAME, timeout).sendLast(new byte[0]);

        // Then
        assertThat(call.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(call.status().getDescription()).isEqualTo("the deadline of the RPC is over");
        await().until(() -> silent.resets().size() == 1);
        assertThat(silent.resets()).containsExactly(Http2Error.CANCEL.code());
    }
}
