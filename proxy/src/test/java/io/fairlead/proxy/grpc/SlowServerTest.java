package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.frames.Frame;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frame.WindowUpdate;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server that does nothing fails the RPC that waits for it, and what it does not take is bounded. */
class SlowServerTest {

    private static final int UNAVAILABLE = 14;
    private static final Duration BRIEF = Duration.ofMillis(500);
    private static final int WINDOW = 64 * 1024;
    private static final int PIECE = WINDOW / 4;

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForForEver() throws Exception {
        // Given
        try (RawPath path =
                RawPath.open(RawServer.start(), config -> config.timeouts(Duration.ofSeconds(5), null, BRIEF))) {
            RawClient client = path.client();

            // When
            int stream = client.call(RawPath.PATH, "hello");

            // Then
            assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(UNAVAILABLE);
            assertThat(path.toServer().awaitReset(1)).isEqualTo(8);
        }
    }

    @Test
    void aServerThatOpensNoWindowIsNotWaitedForForEver() throws Exception {
        // Given
        try (RawPath path = RawPath.open(
                RawServer.start(FrameType.INITIAL_WINDOW_SIZE, 0),
                config -> config.timeouts(Duration.ofSeconds(5), null, BRIEF))) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);

            // When
            client.data(stream, "x".repeat(16_000), true);

            // Then
            assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(UNAVAILABLE);
            assertThat(path.proxy().heldBytes()).isZero();
        }
    }

    @Test
    void whatAServerDoesNotTakeIsBoundedByTheWindowsOfItsClients() throws Exception {
        // Given
        int streams = 20;
        try (RawPath path = RawPath.open(RawServer.start(FrameType.INITIAL_WINDOW_SIZE, 0), config -> config)) {
            RawClient client = path.client();

            // When
            for (int i = 0; i < streams; i++) {
                int stream = RawPath.begin(client);
                for (int piece = 0; piece < 4; piece++) {
                    client.data(stream, "x".repeat(PIECE), false);
                }
            }
            client.awaitSeen();

            // Then
            assertThat(path.proxy().heldBytes()).isBetween((long) streams * WINDOW, 2L * streams * WINDOW);
            assertThat(client.received(WindowUpdate.class, 1)).isEmpty();
        }
    }

    @Test
    void aServerThatNeverReadsIsNotWaitedForForEver() throws Exception {
        // Given
        try (RawPath path =
                RawPath.open(RawServer.startDeaf(), config -> config.timeouts(Duration.ofSeconds(5), null, BRIEF))) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);

            // When
            Headers answer = upload(client, stream);

            // Then
            assertThat(answer.grpcStatus()).isEqualTo(UNAVAILABLE);
            assertThat(path.proxy().heldBytes()).isZero();
        }
    }

    /** Sends as much as there is a window for, until an answer comes; returns it. */
    private static Headers upload(RawClient client, int stream) throws Exception {
        int[] windows = {65_535, WINDOW};
        while (true) {
            while (Math.min(windows[0], windows[1]) >= PIECE) {
                client.data(stream, "x".repeat(PIECE), false);
                windows[0] -= PIECE;
                windows[1] -= PIECE;
            }
            Frame next = client.await(Frame.class, frame -> frame instanceof WindowUpdate || frame instanceof Headers);
            switch (next) {
                case WindowUpdate update -> windows[Math.min(update.stream(), 1)] += update.increment();
                case Headers headers -> {
                    return headers;
                }
                default -> throw new AssertionError(next);
            }
        }
    }
}
