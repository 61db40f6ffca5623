package io.fairlead.proxy.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Data;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frame.Ping;
import io.fairlead.proxy.testing.frames.Frame.WindowUpdate;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs to a stream passes the proxy, and what belongs to a connection does not. */
class StreamsTest {

    @Test
    void theServerMayAnswerAfterTheClientHasEnded() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);
            server.headers(1, false, Field.grpcResponse());
            client.awaitHeaders(stream);

            // When
            client.data(stream, "", true);

            // Then
            Data end = server.awaitData(1);
            assertThat(end.endsStream()).isTrue();
            assertThat(end.length()).isZero();
            server.data(1, "late", false);
            server.headers(1, true, Field.grpcTrailers(0));
            assertThat(client.awaitData(stream).content()).isEqualTo("late");
            assertThat(client.awaitHeaders(stream).endsStream()).isTrue();
        }
    }

    @Test
    void theClientMaySendAfterTheServersAnswerHasBegun() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);
            server.headers(1, false, Field.grpcResponse());
            server.data(1, "first", false);
            client.awaitContent(stream, 5);

            // When
            client.data(stream, "second", false);

            // Then
            assertThat(server.awaitData(1).content()).isEqualTo("second");
        }
    }

    @Test
    void paddingIsTakenOffAndItsWindowGivenBack() throws Exception {
        // Given
        int frames = 1000; // of 256 bytes, nearly all of it padding: four times what the windows hold
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            int[] windows = {65_535, 65_535};
            for (int i = 0; i < frames; i++) {
                while (Math.min(windows[0], windows[1]) < 256) {
                    WindowUpdate update = client.await(WindowUpdate.class, each -> true);
                    windows[Math.min(update.stream(), 1)] += update.increment();
                }
                client.send(Frames.padded(stream, "a", 254, i == frames - 1));
                windows[0] -= 256;
                windows[1] -= 256;
            }

            // Then
            assertThat(server.awaitContent(1, frames)).isEqualTo("a".repeat(frames));
        }
    }

    @Test
    void paddedHeadersWithAPriorityArePassedOnWithoutEither() throws Exception {
        // Given
        List<Field> request = Field.grpcRequest(RawPath.PATH);
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            String block = new String(client.block(request), ISO_8859_1);

            // When
            client.send(Frames.frame(
                    FrameType.HEADERS,
                    FrameType.END_HEADERS | FrameType.END_STREAM | FrameType.PADDED | FrameType.PRIORITISED,
                    client.takeStream(),
                    Frames.octets("\u0004\u0080\u0000\u0000\u0000\u00ff" + block + "\0\0\0\0")));

            // Then
            Headers seen = path.toServer().awaitHeaders(1);
            assertThat(seen.fields()).isEqualTo(request);
            assertThat(seen.endsStream()).isTrue();
        }
    }

    @Test
    void prioritiesAndUnknownFramesAreIgnored() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();

            // When
            client.send(
                    Frames.priority(1, 0),
                    Frames.priority(7, 3),
                    Frames.frame(0x16, 0xff, 0, (byte) 1, (byte) 2),
                    Frames.frame(0xff, 0, 5));
            int stream = RawPath.begin(client);
            client.send(
                    Frames.priority(stream, 7),
                    Frames.frame(0x10, 0, stream, (byte) 0),
                    Frames.data(stream, "after", true));

            // Then
            RawConnection server = path.toServer();
            server.awaitHeaders(1);
            assertThat(server.awaitData(1).content()).isEqualTo("after");
            assertThat(server.received(Data.class, 1)).isEmpty();
            RawPath.answer(server, 1, 0);
            assertThat(client.awaitTrailers(stream).grpcStatus()).isZero();
        }
    }

    @Test
    void unknownFramesOfAServerAreIgnored() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.call(RawPath.PATH, "");
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            server.send(
                    Frames.frame(0x16, 0xff, 0, (byte) 1),
                    Frames.frame(0x16, 0xff, 1, (byte) 1),
                    Frames.frame(0x16, 0xff, 99));
            RawPath.answer(server, 1, 0);

            // Then
            assertThat(client.awaitTrailers(stream).grpcStatus()).isZero();
        }
    }

    @Test
    void pingsAreAnsweredByTheProxyOnBothSides() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            RawPath.begin(client);
            RawConnection server = path.toServer();

            // When
            client.send(Frames.ping(0x0123_4567_89ab_cdefL, false));
            server.send(Frames.ping(-1, false));

            // Then
            assertThat(client.await(Ping.class, Ping::ack).content()).isEqualTo(0x0123_4567_89ab_cdefL);
            assertThat(server.await(Ping.class, Ping::ack).content()).isEqualTo(-1);
        }
    }
}
