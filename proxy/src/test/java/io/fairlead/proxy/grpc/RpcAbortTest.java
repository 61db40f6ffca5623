package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Http2Server;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An RPC that one side breaks off ends on the other side, as without a proxy. */
class RpcAbortTest {

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
    void aClientThatCancelsCancelsAtTheServer() {
        // Given
        RpcCall call = client.hold();
        await().until(() -> server.inFlight() == 1);

        // When
        call.cancel();

        // Then
        await().until(() -> server.cancelled() == 1);
        assertThat(server.inFlight()).isZero();
        assertThat(client.serverName()).isEqualTo("srv1");
    }

    @Test
    void aClientThatIsGoneCancelsAllThatItHad() throws Exception {
        // Given
        RpcClient other = scene.client(proxy);
        other.hold(30);
        RpcCall stays = client.hold();
        await().until(() -> server.inFlight() == 31);

        // When
        other.close();

        // Then
        await().until(() -> server.cancelled() == 30);
        server.release();
        assertThat(stays.answer()).isEqualTo("srv1");
    }

    @ParameterizedTest
    @CsvSource({
        "INTERNAL_ERROR, INTERNAL",
        "CANCEL, CANCELLED",
        "ENHANCE_YOUR_CALM, RESOURCE_EXHAUSTED",
        "INADEQUATE_SECURITY, PERMISSION_DENIED"
    })
    void aStreamThatTheServerResetsIsResetWithItsCode(Http2Error error, Code code) throws Exception {
        // Given
        Http2Server resetting = scene.open(Http2Server.start(
                (connection, stream) -> connection.write(new DefaultHttp2ResetFrame(error).stream(stream))));
        RpcClient direct = scene.open(RpcClient.of(resetting.address()));
        RpcClient proxied = scene.client(Configs.of(resetting.address()).modeGrpc());

        // When
        Status status = proxied.ask().status();

        // Then
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getDescription()).isEqualTo(direct.ask().status().getDescription());
        assertThat(resetting.requests()).as("one of each").hasSize(2);
    }

    /** A client might take the code for one of a call that nobody has begun. */
    @Test
    void aStreamThatIsResetWithNoErrorBeforeItsEndIsAnInternalError() throws Exception {
        // Given
        Http2Server resetting = scene.open(Http2Server.start((connection, stream) ->
                connection.write(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR).stream(stream))));
        RpcClient proxied = scene.client(Configs.of(resetting.address()).modeGrpc());

        // When
        RpcCall call = proxied.ask();

        // Then
        assertThat(call.code()).isEqualTo(Code.INTERNAL);
    }
}
