package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import io.fairlead.proxy.testing.rpc.RpcScene;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that never serves is asked no more often than is bounded, and its RPCs end. */
class UselessServerTest {

    private static final int UNAVAILABLE = 14;
    private static final Duration BRIEF = Duration.ofMillis(300);

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    @ParameterizedTest
    @ValueSource(longs = {2, 8, 0xb})
    void aServerThatResetsEachStreamHasEachRpcFail(long code) throws Exception {
        // Given
        RawServer server = scene.open(RawServer.start());
        TestProxy proxy = scene.proxy(Configs.of(server.address()).modeGrpc());
        RawClient client = scene.open(RawClient.connect(proxy.address()));
        int rpcs = 90;
        for (int i = 0; i < rpcs; i++) {
            client.call(RawPath.PATH, "");
        }
        RawConnection connection = server.accepted();

        // When
        for (int stream = 1; stream < 2 * rpcs; stream += 2) {
            connection.awaitHeaders(stream);
            connection.reset(stream, code);
        }

        // Then
        for (int stream = 1; stream < 2 * rpcs; stream += 2) {
            assertThat(client.awaitReset(stream)).isEqualTo(code);
        }
        client.awaitSeen();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatGoesAwayAtOnceIsAskedABoundedNumberOfTimes() throws Exception {
        // Given
        RawServer server = scene.open(RawServer.start(connection -> {
            connection.settings();
            connection.send(Frames.goAway(0, ErrorCode.NO_ERROR.code()));
        }));
        TestProxy proxy =
                scene.proxy(Configs.of(server.address()).modeGrpc().timeouts(Duration.ofSeconds(1), null, null));
        RawClient client = scene.open(RawClient.connect(proxy.address()));

        // When
        int stream = client.call(RawPath.PATH, "");

        // Then
        assertThat(client.awaitReset(stream)).isEqualTo(ErrorCode.REFUSED_STREAM.code());
        assertThat(server.connections()).isBetween(1, 8);
    }

    @Test
    void aServerThatClosesEachConnectionIsAskedABoundedNumberOfTimes() throws Exception {
        // Given
        RawServer server = scene.open(RawServer.start(connection -> {
            connection.settings();
            connection.close();
        }));
        TestProxy proxy =
                scene.proxy(Configs.of(server.address()).modeGrpc().timeouts(Duration.ofSeconds(1), null, null));
        RawClient client = scene.open(RawClient.connect(proxy.address()));

        // When
        int stream = client.call(RawPath.PATH, "");

        // Then
        assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(UNAVAILABLE);
        assertThat(server.connections()).isBetween(1, 8);
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() throws Exception {
        // Given
        RawServer server = scene.open(RawServer.start((RawServer.Greeting) connection -> {}));
        TestProxy proxy = scene.proxy(Configs.of(server.address())
                .modeGrpc()
                .timeouts(BRIEF, null, null)
                .retries(1, true));
        RawClient client = scene.open(RawClient.connect(proxy.address()));

        // When
        int stream = client.call(RawPath.PATH, "");

        // Then
        assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aServerThatSpeaksHttp11FailsItsRpcs() throws Exception {
        // Given
        RawServer server = scene.open(RawServer.start(
                connection -> connection.send(Frames.octets("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))));
        TestProxy proxy = scene.proxy(Configs.of(server.address())
                .modeGrpc()
                .timeouts(BRIEF, null, null)
                .retries(1, true));
        RawClient client = scene.open(RawClient.connect(proxy.address()));

        // When
        int stream = client.call(RawPath.PATH, "");

        // Then
        assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(UNAVAILABLE);
        assertThat(proxy.server("srv1").endpoint().stats().abuse(Abuse.PROTOCOL).sum())
                .isPositive();
    }
}
