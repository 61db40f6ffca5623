package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.ConnectionLifetime;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Http2Server;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.Wire;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is known of an RPC when it is over. */
class RpcRecordTest {

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
    void anRpcThatIsAnswered() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config);

        // When
        scene.client(proxy).start(RpcMethods.ECHO).sendLast(new byte[100]).status();

        // Then
        RpcRecord rpc = proxy.nextRpc();
        assertThat(rpc.client().getAddress().isLoopbackAddress()).isTrue();
        assertThat(List.of(rpc.listener(), rpc.backend(), rpc.method(), rpc.path()))
                .containsExactly("grpc", "echo", "POST", "/fairlead.Test/Echo");
        assertThat(rpc.server()).isEqualTo("srv1");
        assertThat(List.of(rpc.grpc(), rpc.answered())).containsOnly(true);
        assertThat(List.of(rpc.httpStatus(), rpc.grpcStatus())).containsExactly(200, 0);
        assertThat(List.of(rpc.messagesToServer(), rpc.messagesToClient())).containsExactly(1L, 1L);
        assertThat(List.of(rpc.bytesToServer(), rpc.bytesToClient())).containsExactly(105L, 105L);
        assertThat(rpc.termination()).isEqualTo(Termination.NORMAL);
        assertThat(rpc.waitMillis()).isBetween(0L, rpc.totalMillis());
        assertThat(rpc.connectMillis()).isBetween(0L, rpc.totalMillis());
        assertThat(rpc.responseMillis()).isBetween(0L, rpc.totalMillis());
        assertThat(List.of(rpc.processConnections(), rpc.listenerConnections())).containsExactly(1, 1);
        assertThat(List.of(rpc.backendRpcs(), rpc.serverRpcs(), rpc.retries(), rpc.serverQueue(), rpc.backendQueue()))
                .containsOnly(0);
    }

    @Test
    void messagesOfAStreamAreCounted() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config);
        RpcCall call = scene.client(proxy).start(RpcMethods.COUNT);

        // When
        for (int i = 0; i < 10; i++) {
            call.send(new byte[20_000]);
        }
        call.halfClose().status();

        // Then
        RpcRecord rpc = proxy.nextRpc();
        assertThat(List.of(rpc.messagesToServer(), rpc.messagesToClient())).containsExactly(10L, 1L);
        assertThat(rpc.bytesToServer()).isEqualTo(10 * 20_005);
        assertThat(rpc.bytesToClient()).isEqualTo(5 + "10 of 200000".length());
    }

    @Test
    void bytesAreThoseOfCompressedMessages() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config);
        CallOptions compressed = CallOptions.DEFAULT.withCompression("gzip");

        // When
        scene.client(proxy)
                .start(RpcMethods.ECHO, new Metadata(), compressed)
                .sendLast(new byte[1 << 20])
                .status();

        // Then
        RpcRecord rpc = proxy.nextRpc();
        assertThat(rpc.bytesToServer()).isBetween(100L, 10_000L);
        assertThat(rpc.bytesToClient()).isBetween(100L, 10_000L);
    }

    @Test
    void aStatusOfTheServersIsNoFailureOfTheProxys() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config);

        // When
        scene.client(proxy)
                .start(RpcMethods.FAIL)
                .sendLast(RpcMethods.bytes("5 no such thing"))
                .status();

        // Then
        RpcRecord rpc = proxy.nextRpc();
        assertThat(List.of(rpc.httpStatus(), rpc.grpcStatus())).containsExactly(200, 5);
        assertThat(rpc.answered()).isTrue();
        assertThat(rpc.termination()).isEqualTo(Termination.NORMAL);
    }

    @Test
    void anRpcThatFindsNoServer() throws Exception {
        // Given
        TestProxy proxy =
                scene.proxy(config.backend(backend -> backend.overrides(List.of(EndpointOverrideBuilder.builder()
                        .server("srv1")
                        .state(AdministrativeState.Maintenance)
                        .build()))));

        // When
        scene.client(proxy).ask().status();

        // Then
        RpcRecord rpc = proxy.nextRpc();
        assertThat(rpc.server()).isNull();
        assertThat(rpc.answered()).isFalse();
        assertThat(List.of(rpc.httpStatus(), rpc.grpcStatus())).containsExactly(200, 14);
        assertThat(rpc.termination()).isEqualTo(Termination.SERVER_ABORT_CONNECT);
        assertThat(List.of(rpc.waitMillis(), rpc.connectMillis(), rpc.responseMillis()))
                .containsOnly(-1L);
    }

    @Test
    void anRpcThatIsTriedAgainElsewhere() throws Exception {
        // Given
        Http2Server refusing = scene.open(Http2Server.start((connection, stream) ->
                connection.write(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM).stream(stream))));
        TestProxy proxy =
                scene.proxy(Configs.of(refusing.address(), server.address()).modeGrpc());

        // When
        List<String> names = scene.client(proxy).serverNames(2);

        // Then
        assertThat(names).containsOnly("srv1");
        List<RpcRecord> records = List.of(proxy.nextRpc(), proxy.nextRpc());
        assertThat(records).extracting(RpcRecord::server).containsOnly("srv2");
        assertThat(records).extracting(RpcRecord::retries).containsExactlyInAnyOrder(0, 1);
        assertThat(records).extracting(RpcRecord::redispatched).containsExactlyInAnyOrder(false, true);
        assertThat(records).extracting(RpcRecord::termination).containsOnly(Termination.NORMAL);
        assertThat(records)
                .extracting(RpcRecord::messagesToServer)
                .as("once, though sent twice")
                .containsOnly(1L);
    }

    @Test
    void anRpcWhoseServersRefuseConnections() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(
                Configs.of(Sockets.unused(), Sockets.unused()).modeGrpc().retries(3, true));

        // When
        scene.client(proxy).ask().status();

        // Then
        RpcRecord rpc = proxy.nextRpc();
        assertThat(rpc.termination()).isEqualTo(Termination.SERVER_ABORT_CONNECT);
        assertThat(rpc.retries()).isEqualTo(3);
        assertThat(rpc.connectMillis()).isEqualTo(-1);
        assertThat(proxy.listenerStats().retries().sum()).isEqualTo(3);
    }

    @Test
    void theWaitForAPlaceIsTold() throws Exception {
        // Given
        TestProxy proxy =
                scene.proxy(config.timeouts(LONG, null, null).backend(backend -> backend.maxConnectionsPerServer(1)));
        RpcClient client = scene.client(proxy);
        client.hold();
        await().until(() -> server.inFlight() == 1);
        RpcCall waiting = client.ask();
        await().during(SHORT).until(() -> !waiting.isOver());

        // When
        server.release();

        // Then
        assertThat(proxy.nextRpc().path()).isEqualTo("/fairlead.Test/Hold");
        RpcRecord rpc = proxy.nextRpc();
        assertThat(rpc.waitMillis()).isGreaterThanOrEqualTo(SHORT.toMillis());
        assertThat(rpc.backendQueue()).isEqualTo(1);
        assertThat(rpc.termination()).isEqualTo(Termination.NORMAL);
    }

    @Test
    void anRpcThatItsClientCancels() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config);
        RpcCall call = scene.client(proxy).hold();
        await().until(() -> server.inFlight() == 1);

        // When
        call.cancel();

        // Then
        RpcRecord rpc = proxy.nextRpc();
        assertThat(rpc.termination()).isEqualTo(Termination.CLIENT_ABORT_DATA);
        assertThat(List.of(rpc.httpStatus(), rpc.grpcStatus())).containsOnly(-1);
        assertThat(rpc.answered()).isFalse();
    }

    @Test
    void anRpcWhoseServerIsLost() throws Exception {
        // Given
        Wire wire = scene.open(Wire.to(server.address()));
        TestProxy proxy = scene.proxy(Configs.of(wire.address()).modeGrpc());
        scene.client(proxy).hold();
        await().until(() -> server.inFlight() == 1);

        // When
        wire.reset();

        // Then
        RpcRecord rpc = proxy.nextRpc();
        assertThat(rpc.termination()).isEqualTo(Termination.SERVER_ABORT_DATA);
        assertThat(rpc.grpcStatus()).isEqualTo(14);
        assertThat(rpc.retries()).isZero();
    }

    @Test
    void anRpcWhoseServerIsSilent() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config.timeouts(LONG, null, SHORT));

        // When
        scene.client(proxy).hold();

        // Then
        RpcRecord rpc = proxy.nextRpc();
        assertThat(rpc.termination()).isEqualTo(Termination.SERVER_TIMEOUT_DATA);
        assertThat(rpc.totalMillis()).isGreaterThanOrEqualTo(SHORT.toMillis());
    }

    @Test
    void anRpcWhoseConnectionIsTooOld() throws Exception {
        // Given
        ConnectionLifetime lifetime = new ConnectionLifetime(SHORT, SHORT, null, 0);
        TestProxy proxy = scene.proxy(config.listener(listener -> listener.lifetime(lifetime)));

        // When
        scene.client(proxy).hold();

        // Then
        assertThat(proxy.nextRpc().termination()).isEqualTo(Termination.LIFETIME_DATA);
    }

    @Test
    void anRpcThatAStoppingProxyEnds() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config.drain(Duration.ZERO, SHORT));
        scene.client(proxy).hold();
        await().until(() -> server.inFlight() == 1);

        // When
        proxy.proxy().stop().join();

        // Then
        assertThat(proxy.nextRpc().termination()).isEqualTo(Termination.KILLED_DATA);
    }
}
