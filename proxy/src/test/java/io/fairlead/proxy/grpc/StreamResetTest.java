package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that one side resets, or refuses, is reset on the other side or asked for again. */
class StreamResetTest {

    private static final int INTERNAL_ERROR = 2;
    private static final int REFUSED_STREAM = 7;

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 7, 8, 0xb, 0x1234_5678, 0xffff_fff0L})
    void theClientsResetReachesTheServerWithItsCode(long code) throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            client.reset(stream, code);

            // Then
            assertThat(server.awaitReset(1)).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 8, 0xb, 0xd, 0x1234_5678, 0xffff_fff0L})
    void theServersResetReachesTheClientWithItsCode(long code) throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);
            server.headers(1, false, Field.grpcResponse());

            // When
            server.reset(1, code);

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(code);
        }
    }

    /** No error, and a refusal of what was begun: a client could take either for something that it is not. */
    @ParameterizedTest
    @ValueSource(longs = {0, REFUSED_STREAM})
    void aCodeThatWouldMisleadIsPassedOnAsAnInternalError(long code) throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);
            server.headers(1, false, Field.grpcResponse());

            // When
            server.reset(1, code);

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(INTERNAL_ERROR);
        }
    }

    @Test
    void aServerThatRefusesIsAskedAgain() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.call(RawPath.PATH, "hello");
            RawConnection server = path.toServer();
            List<Field> asked = server.awaitHeaders(1).fields();
            server.awaitData(1);

            // When
            server.reset(1, REFUSED_STREAM);

            // Then
            assertThat(server.awaitHeaders(3).fields()).isEqualTo(asked);
            assertThat(server.awaitContent(3, 10)).isEqualTo(Frames.message("hello"));
            RawPath.answer(server, 3, 0);
            assertThat(client.awaitTrailers(stream).grpcStatus()).isZero();
        }
    }

    @Test
    void aServerThatAlwaysRefusesHasTheClientRefused() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.call(RawPath.PATH, "hello");
            RawConnection server = path.toServer();

            // When
            for (int attempt = 1; attempt <= 7; attempt += 2) {
                server.awaitHeaders(attempt);
                server.reset(attempt, REFUSED_STREAM);
            }

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(REFUSED_STREAM);
            assertThat(server.received(Headers.class, 9)).isEmpty();
        }
    }

    @Test
    void aRequestWhoseBeginningIsKeptNoLongerIsNotAskedAgain() throws Exception {
        // Given
        String half = "x".repeat(16_000);
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            client.data(stream, half, false);
            client.data(stream, half, false);
            RawConnection server = path.toServer();
            server.awaitContent(1, 32_000);

            // When
            server.reset(1, REFUSED_STREAM);

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(REFUSED_STREAM);
            server.awaitSeen();
            assertThat(server.received(Headers.class, 3)).isEmpty();
        }
    }

    @Test
    void aServerThatWantsNoMoreOfARequestMayEndItWithoutAnError() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            RawPath.answer(server, 1, 3);
            server.reset(1, 0);

            // Then
            assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(3);
            assertThat(client.awaitReset(stream)).isZero();
        }
    }

    @Test
    void aStreamThatIsResetLeavesItsNeighboursAlone() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int reset = RawPath.begin(client);
            int other = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(3);

            // When
            client.reset(reset, 8);
            client.data(other, "more", true);

            // Then
            assertThat(server.awaitReset(1)).isEqualTo(8);
            assertThat(server.awaitData(3).content()).isEqualTo("more");
            RawPath.answer(server, 3, 0);
            assertThat(client.awaitTrailers(other).grpcStatus()).isZero();
        }
    }
}
