package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header fields pass the proxy as they are. */
class FieldsTest {

    /** Of each kind something: binary, repeated, empty, with what intermediaries like to change. */
    private static final Field[] METADATA = {
        Field.of("user-agent", "grpc-java-netty/1.85.1"),
        Field.of("grpc-accept-encoding", "gzip, deflate"),
        Field.of("grpc-encoding", "gzip"),
        Field.of("trace-bin", "AAECAwQ"),
        Field.of("repeated", "first"),
        Field.of("other", ""),
        Field.of("repeated", "second, third"),
        Field.of("trace-bin", "/+8="),
        Field.secret("authorization", "Bearer abc"),
        Field.of("octets", "\u0080 caf\u00e9 \u00ff\t!"),
        Field.of("repeated", "first"),
        Field.secret("cookie", "a=b"),
        Field.of("x-forwarded-for", "192.0.2.1"),
        Field.of("via", "2 other"),
    };

    @Test
    void requestsKeepEachFieldInItsPlace() throws Exception {
        // Given
        List<Field> request = Field.grpcRequest(RawPath.PATH, METADATA);
        try (RawPath path = RawPath.open()) {

            // When
            path.client().request(true, request);

            // Then
            Headers seen = path.toServer().awaitHeaders(1);
            assertThat(seen.fields()).isEqualTo(request);
            assertThat(seen.endsStream()).isTrue();
        }
    }

    @Test
    void requestsKeepTheOrderOfTheirPseudoHeaderFields() throws Exception {
        // Given
        List<Field> request = List.of(
                Field.of(":authority", "Test.Example:8080"),
                Field.of(":path", "/a/b?c=%20"),
                Field.of(":method", "PUT"),
                Field.of(":scheme", "https"),
                Field.of("host", "Test.Example:8080"));
        try (RawPath path = RawPath.open()) {

            // When
            path.client().request(true, request);

            // Then
            assertThat(path.toServer().awaitHeaders(1).fields()).isEqualTo(request);
        }
    }

    @Test
    void answersAndTrailersKeepEachFieldInItsPlace() throws Exception {
        // Given
        List<Field> head = Field.grpcResponse(METADATA);
        List<Field> trailers = Field.grpcTrailers(5, METADATA);
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.call(RawPath.PATH, "");
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            server.headers(1, false, head);
            server.headers(1, true, trailers);

            // Then
            Headers first = client.awaitHeaders(stream);
            assertThat(first.fields()).isEqualTo(head);
            assertThat(first.endsStream()).isFalse();
            Headers last = client.awaitHeaders(stream);
            assertThat(last.fields()).isEqualTo(trailers);
            assertThat(last.endsStream()).isTrue();
        }
    }

    @Test
    void trailersOfRequestsArePassedOn() throws Exception {
        // Given
        List<Field> trailers = List.of(Field.of("checksum", "1"), Field.of("checksum", "2"));
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);

            // When
            client.headers(stream, true, trailers);

            // Then
            RawConnection server = path.toServer();
            assertThat(server.awaitHeaders(1).endsStream()).isFalse();
            Headers last = server.awaitHeaders(1);
            assertThat(last.fields()).isEqualTo(trailers);
            assertThat(last.endsStream()).isTrue();
        }
    }

    @Test
    void anAnswerOfTrailersAloneStaysOne() throws Exception {
        // Given
        List<Field> answer = Field.grpcResponse(
                Field.of("grpc-status", "9"), Field.of("grpc-message", "not%20now"), Field.of("a-bin", "AA"));
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.call(RawPath.PATH, "");
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            server.headers(1, true, answer);

            // Then
            Headers only = client.awaitHeaders(stream);
            assertThat(only.fields()).isEqualTo(answer);
            assertThat(only.endsStream()).isTrue();
        }
    }

    @Test
    void informationalAnswersArePassedOnBeforeTheFinalOne() throws Exception {
        // Given
        List<Field> early = List.of(Field.of(":status", "103"), Field.of("link", "</a>; rel=preload"));
        List<Field> processing = List.of(Field.of(":status", "102"));
        List<Field> last = List.of(Field.of(":status", "204"));
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.request(true, Field.httpRequest("GET", "/"));
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            server.headers(1, false, early);
            server.headers(1, false, processing);
            server.headers(1, true, last);

            // Then
            assertThat(client.awaitHeaders(stream).fields()).isEqualTo(early);
            assertThat(client.awaitHeaders(stream).fields()).isEqualTo(processing);
            assertThat(client.awaitHeaders(stream).fields()).isEqualTo(last);
        }
    }

    @Test
    void aRequestThatExpects100IsTold() throws Exception {
        // Given
        List<Field> request = Field.httpRequest("POST", "/", Field.of("expect", "100-continue"));
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.request(false, request);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            server.headers(1, false, List.of(Field.of(":status", "100")));

            // Then
            assertThat(client.awaitHeaders(stream).status()).isEqualTo(100);
            client.data(stream, "body", true);
            assertThat(server.awaitData(1).content()).isEqualTo("body");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 16_384})
    void aBlockComesWholeInWhateverPiecesItWasSent(int pieceLength) throws Exception {
        // Given
        List<Field> request = Field.grpcRequest(RawPath.PATH, Field.of("long", "x".repeat(300)));
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();

            // When
            client.headersInPieces(client.takeStream(), true, request, pieceLength);

            // Then
            Headers seen = path.toServer().awaitHeaders(1);
            assertThat(seen.fields()).isEqualTo(request);
            assertThat(seen.frames()).isEqualTo(1);
        }
    }

    @Test
    void aBlockThatNoFrameHoldsIsSentOnInSeveral() throws Exception {
        // Given
        List<Field> request = Field.grpcRequest(RawPath.PATH, manyFields());
        try (RawPath path =
                RawPath.open(RawServer.start(), config -> config.http2(http2 -> http2.maxHeaderListSize(100_000)))) {
            RawClient client = path.client();

            // When
            client.headersInPieces(client.takeStream(), true, request, 16_384);

            // Then
            Headers seen = path.toServer().awaitHeaders(1);
            assertThat(seen.fields()).isEqualTo(request);
            assertThat(seen.frames()).isGreaterThan(1);
        }
    }

    /** Returns fields of 48 KiB whose octets no Huffman code shortens. */
    private static Field[] manyFields() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            fields.add(Field.of("a" + i, "\u00fe".repeat(1024)));
        }
        return fields.toArray(new Field[0]);
    }

    @Test
    void neitherSideNeedsATableOfFields() throws Exception {
        // Given
        List<Field> request = Field.grpcRequest(RawPath.PATH, METADATA);
        List<Field> answer = Field.grpcResponse(METADATA);
        try (RawPath path = RawPath.open(RawServer.start(FrameType.HEADER_TABLE_SIZE, 0), config -> config)) {
            RawClient client = path.client(FrameType.HEADER_TABLE_SIZE, 0);
            client.request(true, request);
            RawConnection server = path.toServer();
            server.awaitSeen();

            // When
            client.request(true, request);
            client.request(true, request);

            // Then
            for (int stream = 1; stream <= 5; stream += 2) {
                assertThat(server.awaitHeaders(stream).fields()).isEqualTo(request);
                server.headers(stream, true, answer);
                assertThat(client.awaitHeaders(stream).fields()).isEqualTo(answer);
            }
        }
    }
}
