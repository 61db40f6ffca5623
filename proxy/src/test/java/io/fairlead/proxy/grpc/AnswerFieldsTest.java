package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.BackendHttp2;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frame.Settings;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How many bytes of metadata an answer may have. */
class AnswerFieldsTest {

    private static final int MOST = 32_768;
    private static final int FRAME = 16_384;
    private static final int INTERNAL = 13;

    @Test
    void serversAreToldHowMany() throws Exception {
        try (RawPath path = RawPath.open(RawServer.start(), most(MOST))) {

            // When
            RawPath.begin(path.client());

            // Then
            assertThat(path.toServer()
                            .await(Settings.class, each -> !each.ack())
                            .values())
                    .containsEntry(FrameType.MAX_HEADER_LIST_SIZE, (long) MOST);
        }
    }

    @Test
    void whatTheBackendAllowsPassesThoughItIsMoreThanTheListenerAllows() throws Exception {
        // Given
        String value = "x".repeat(MOST - 1024);
        try (RawPath path = RawPath.open(RawServer.start(), most(MOST))) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);

            // When
            answer(path.toServer(), stream, value);

            // Then
            assertThat(client.awaitHeaders(stream).value("large")).isEqualTo(value);
        }
    }

    @Test
    void anAnswerWithMoreFailsItsRpcAndNoOther() throws Exception {
        // Given
        try (RawPath path = RawPath.open(RawServer.start(), most(MOST))) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();

            // When
            answer(server, stream, "x".repeat(MOST));

            // Then
            Headers seen = client.awaitTrailers(stream);
            assertThat(seen.grpcStatus()).isEqualTo(INTERNAL);
            assertThat(seen.value("grpc-message")).contains("more header fields than may be");
            int next = RawPath.begin(client);
            server.awaitHeaders(next);
            RawPath.answer(server, next, 0);
            assertThat(client.awaitTrailers(next).grpcStatus()).isZero();
        }
    }

    private static UnaryOperator<Configs> most(int bytes) {
        return config -> config.backend(backend -> backend.http2(new BackendHttp2(null, bytes, null)));
    }

    private static void answer(RawConnection server, int stream, String value) throws Exception {
        server.awaitHeaders(stream);
        server.headersInPieces(stream, false, Field.grpcResponse(Field.of("large", value)), FRAME);
    }
}
