package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.BackendHttp2;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Data;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frame.Settings;
import io.fairlead.proxy.testing.frames.Frame.WindowUpdate;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What SETTINGS say is kept to, from the moment that they are acknowledged. */
class SettingsTest {

    private static final int DEFAULT_WINDOW = 65_535;
    private static final int MUCH = 1_000_000;

    @Test
    void clientsAreToldTheirLimits() throws Exception {
        // Given
        try (RawPath path = RawPath.open(
                RawServer.start(),
                config -> config.http2(http2 -> http2.maxConcurrentStreams(7).maxHeaderListSize(12_345)))) {

            // When
            Settings settings = path.client().await(Settings.class, each -> !each.ack());

            // Then
            assertThat(settings.values())
                    .containsEntry(FrameType.MAX_CONCURRENT_STREAMS, 7L)
                    .containsEntry(FrameType.MAX_HEADER_LIST_SIZE, 12_345L);
        }
    }

    @Test
    void serversAreToldThatNothingMayBePushed() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {

            // When
            RawPath.begin(path.client());

            // Then
            assertThat(path.toServer()
                            .await(Settings.class, each -> !each.ack())
                            .values())
                    .containsEntry(FrameType.ENABLE_PUSH, 0L);
        }
    }

    @Test
    void aClientsWindowThatShrinksBelowNothingIsWaitedFor() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            client.send(Frames.windowUpdate(0, MUCH));
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);
            server.headers(1, false, Field.grpcResponse());
            for (int sent = 0; sent < DEFAULT_WINDOW; sent += 13_107) {
                server.data(1, "x".repeat(13_107), false);
            }
            client.awaitContent(stream, DEFAULT_WINDOW);
            server.await(WindowUpdate.class, update -> update.stream() == 0);
            server.await(WindowUpdate.class, update -> update.stream() == 1);
            server.data(1, "y".repeat(10), false);

            // When
            client.settings(FrameType.INITIAL_WINDOW_SIZE, 1000);
            client.send(Frames.windowUpdate(stream, DEFAULT_WINDOW - 1000));
            client.awaitSeen();

            // Then
            assertThat(client.received(Data.class, stream)).isEmpty();
            client.send(Frames.windowUpdate(stream, 4));
            assertThat(client.awaitContent(stream, 4)).isEqualTo("yyyy");
            client.awaitSeen();
            assertThat(client.received(Data.class, stream)).isEmpty();
            client.settings(FrameType.INITIAL_WINDOW_SIZE, 1002);
            assertThat(client.awaitContent(stream, 2)).isEqualTo("yy");
            client.awaitSeen();
            assertThat(client.received(Data.class, stream)).isEmpty();
        }
    }

    @Test
    void aServersWindowThatShrinksBelowNothingIsWaitedFor() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.send(Frames.windowUpdate(0, MUCH));
            client.data(stream, "x".repeat(10_000), false);
            server.awaitContent(1, 10_000);

            // When
            server.settings(FrameType.INITIAL_WINDOW_SIZE, 1000);
            server.awaitSeen();
            client.data(stream, "y".repeat(10), true);
            client.awaitSeen();
            server.send(Frames.windowUpdate(1, 9000));
            server.awaitSeen();

            // Then
            assertThat(server.received(Data.class, 1)).isEmpty();
            server.send(Frames.windowUpdate(1, 4));
            assertThat(server.awaitContent(1, 4)).isEqualTo("yyyy");
            server.settings(FrameType.INITIAL_WINDOW_SIZE, 2000);
            Data rest = server.awaitData(1);
            assertThat(rest.content()).isEqualTo("y".repeat(6));
            assertThat(rest.endsStream()).isTrue();
        }
    }

    @Test
    void aStreamThatBeginsHasTheWindowThatWasSaidLast() throws Exception {
        // Given
        try (RawPath path = RawPath.open(RawServer.start(FrameType.INITIAL_WINDOW_SIZE, 3), UnaryOperator.identity())) {
            RawClient client = path.client(FrameType.INITIAL_WINDOW_SIZE, 5);
            RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitSeen();
            int stream = RawPath.begin(client);

            // When
            client.data(stream, "0123456789", true);
            server.awaitHeaders(3);
            server.headers(3, false, Field.grpcResponse());
            server.data(3, "0123456789", false);

            // Then
            assertThat(server.awaitContent(3, 3)).isEqualTo("012");
            assertThat(client.awaitContent(stream, 5)).isEqualTo("01234");
            client.awaitSeen();
            server.awaitSeen();
            assertThat(client.received(Data.class, stream)).isEmpty();
            assertThat(server.received(Data.class, 3)).isEmpty();
            client.send(Frames.windowUpdate(stream, 100));
            server.send(Frames.windowUpdate(3, 100));
            assertThat(client.awaitContent(stream, 5)).isEqualTo("56789");
            assertThat(server.awaitContent(3, 7)).isEqualTo("3456789");
        }
    }

    @Test
    void theWindowOfTheConnectionIsKeptToBesideThoseOfStreams() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client(FrameType.INITIAL_WINDOW_SIZE, MUCH);
            int first = RawPath.begin(client);
            int second = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(3);
            server.headers(1, false, Field.grpcResponse());
            server.headers(3, false, Field.grpcResponse());

            // When
            for (int i = 0; i < 4; i++) {
                server.data(1, "x".repeat(16_000), false);
            }
            server.data(3, "y".repeat(1_535), false);
            client.awaitContent(first, 64_000);
            client.awaitContent(second, 1_535);
            server.await(WindowUpdate.class, update -> update.stream() == 0);
            server.data(3, "z", false);
            server.awaitSeen();
            client.awaitSeen();

            // Then
            assertThat(client.received(Data.class, second)).isEmpty();
            client.send(Frames.windowUpdate(0, 1));
            assertThat(client.awaitData(second).content()).isEqualTo("z");
        }
    }

    @Test
    void noFrameIsLongerThanTheOtherSideTakes() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client(FrameType.INITIAL_WINDOW_SIZE, MUCH);
            client.send(Frames.windowUpdate(0, MUCH));
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            Settings ofProxy = server.await(Settings.class, each -> !each.ack());
            int longest = Math.toIntExact(ofProxy.values().getOrDefault(FrameType.MAX_FRAME_SIZE, 16_384L));
            server.awaitHeaders(1);
            server.headers(1, false, Field.grpcResponse());

            // When
            server.data(1, "x".repeat(longest), true);

            // Then
            assertThat(client.awaitContent(stream, longest)).hasSize(longest); // the client reads no frame above 16 KiB
        }
    }

    @Test
    void aServerIsAskedForNoMoreStreamsThanItAllows() throws Exception {
        // Given
        try (RawPath path = RawPath.open(
                RawServer.start(FrameType.MAX_CONCURRENT_STREAMS, 2),
                config -> config.backend(backend -> backend.http2(new BackendHttp2(1, null, null))))) {
            RawClient client = path.client();
            RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitSeen();

            // When
            RawPath.begin(client);
            RawPath.begin(client);
            client.awaitSeen();
            server.awaitHeaders(3);
            server.awaitSeen();

            // Then
            assertThat(server.received(Headers.class, 5)).isEmpty();
            RawPath.answer(server, 1, 0);
            assertThat(server.awaitHeaders(5).endsStream()).isFalse();
        }
    }
}
