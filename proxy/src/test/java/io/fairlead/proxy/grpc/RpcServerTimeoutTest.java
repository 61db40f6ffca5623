package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What RPCs are told whose server is silent for too long. */
class RpcServerTimeoutTest {

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
    void aServerThatDoesNotAnswerInTime() throws Exception {
        // Given
        RpcClient client = scene.client(config.timeouts(LONG, null, SHORT));

        // When
        RpcCall call = client.hold();

        // Then
        assertThat(call.outcome())
                .isEqualTo("UNAVAILABLE: backend echo, server srv1: the server was silent for too long");
        await().until(() -> server.cancelled() == 1);
        assertThat(client.serverName()).as("it serves on").isEqualTo("srv1");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anAnswerThatHasBegunEndsWithTheStatusBehindItsMessages() throws Exception {
        // Given
        RpcClient client = scene.client(config.timeouts(LONG, null, SHORT));

        // When
        RpcCall talk = client.start(RpcMethods.CHAT).send(new byte[10]);

        // Then
        assertThat(talk.next()).hasSize(10);
        assertThat(talk.outcome())
                .isEqualTo("UNAVAILABLE: backend echo, server srv1: the server was silent for too long");
    }

    @Test
    void inTheMiddleOfAMessageThereIsNoPlaceForAStatus() throws Exception {
        // Given
        RawServer raw = scene.open(RawServer.start());
        RpcClient client = scene.client(Configs.of(raw.address()).modeGrpc().timeouts(LONG, null, SHORT));
        RpcCall call = client.ask();
        RawConnection connection = raw.accepted();
        int stream = connection.await(Headers.class, headers -> true).stream();

        // When
        connection.headers(stream, false, Field.grpcResponse());
        connection.data(stream, Frames.message("a message").substring(0, 8), false);

        // Then
        assertThat(call.code()).isEqualTo(Code.INTERNAL);
    }
}
