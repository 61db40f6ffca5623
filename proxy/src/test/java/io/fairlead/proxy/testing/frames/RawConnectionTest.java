package io.fairlead.proxy.testing.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frame.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawConnectionTest {

    @Test
    void aClientCallsAServerThatKeepsToTheRules() throws Exception {
        // Given
        try (EchoServer server = EchoServer.start("srv1");
                RawClient client = RawClient.connect(server.address())) {

            // When
            int stream = client.call("/fairlead.Echo/Name", "");

            // Then
            assertThat(client.awaitHeaders(stream).status()).isEqualTo(200);
            assertThat(client.awaitData(stream).content()).isEqualTo(Frames.message("srv1"));
            assertThat(client.awaitTrailers(stream).grpcStatus()).isZero();
        }
    }

    @Test
    void fieldsComeOctetForOctetInAnyOrder() throws Exception {
        // Given
        List<Field> fields = List.of(
                Field.of("a", "1"),
                Field.of(":path", "/x"),
                Field.secret("authorization", "Bearer xyz"),
                Field.of("A", "\u00e9\u0001"),
                Field.of("a", "1"),
                Field.of(":path", "/x"));
        try (RawServer server = RawServer.start();
                RawClient client = RawClient.connect(server.address())) {
            RawConnection connection = server.accepted();

            // When
            client.headersInPieces(1, true, fields, 5);
            client.headers(3, false, fields);

            // Then
            Headers inPieces = connection.awaitHeaders(1);
            assertThat(inPieces.fields()).isEqualTo(fields);
            assertThat(inPieces.frames()).isGreaterThan(1);
            assertThat(inPieces.endsStream()).isTrue();
            Headers whole = connection.awaitHeaders(3);
            assertThat(whole.fields()).isEqualTo(fields);
            assertThat(whole.frames()).isEqualTo(1);
            assertThat(whole.endsStream()).isFalse();
        }
    }

    @Test
    void settingsAndPingsAreAcknowledged() throws Exception {
        // Given
        try (RawServer server = RawServer.start(FrameType.HEADER_TABLE_SIZE, 0);
                RawClient client = RawClient.connect(server.address(), FrameType.MAX_FRAME_SIZE, 20_000)) {
            RawConnection connection = server.accepted();

            // When
            client.awaitSeen();
            connection.awaitSeen();

            // Then
            assertThat(connection.await(Settings.class, Settings::ack).values()).isEmpty();
            assertThat(connection.await(Settings.class, settings -> true).values())
                    .containsEntry(FrameType.MAX_FRAME_SIZE, 20_000L);
            client.request(true, Field.grpcRequest("/a", Field.of("b", "c")));
            assertThat(connection.awaitHeaders(1).value("b")).isEqualTo("c");
        }
    }
}
