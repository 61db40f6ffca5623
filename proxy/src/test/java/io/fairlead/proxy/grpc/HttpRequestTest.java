package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are not gRPC: they are relayed as RPCs are, and what the proxy has to say of them it says in HTTP. */
class HttpRequestTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final List<Field> REQUEST = Field.httpRequest("GET", "/index");

    private @Nullable RawPath opened;

    @AfterEach
    void close() throws Exception {
        path().close();
    }

    @Test
    void anAnswerComesAsTheServerSentIt() throws Exception {
        // Given
        RawClient client = clientOf(UnaryOperator.identity());
        int stream = client.request(false, Field.httpRequest("PUT", "/thing", Field.of("content-length", "4")));
        client.data(stream, "body", true);
        RawConnection server = path().toServer();
        int there = server.await(Headers.class, headers -> true).stream();
        assertThat(server.awaitContent(there, 4)).isEqualTo("body");

        // When
        server.headers(there, false, List.of(Field.of(":status", "404"), Field.of("content-type", "text/plain")));
        server.data(there, "no such thing", true);

        // Then
        Headers answer = client.awaitHeaders(stream);
        assertThat(answer.fields())
                .extracting(Field::toString)
                .containsExactly(":status: 404", "content-type: text/plain");
        assertThat(client.awaitBody(stream)).isEqualTo("no such thing");
    }

    @Test
    void noServerIsUp() throws Exception {
        // Given
        RawClient client =
                clientOf(config -> config.backend(backend -> backend.overrides(List.of(EndpointOverrideBuilder.builder()
                        .server("srv1")
                        .state(AdministrativeState.Maintenance)
                        .build()))));

        // When
        int stream = client.request(true, REQUEST);

        // Then
        assertAnswer(client, stream, 503, "backend echo: no server is up");
    }

    @Test
    void aHeadRequestIsAnsweredWithoutTheText() throws Exception {
        // Given
        RawClient client =
                clientOf(config -> config.backend(backend -> backend.overrides(List.of(EndpointOverrideBuilder.builder()
                        .server("srv1")
                        .state(AdministrativeState.Maintenance)
                        .build()))));

        // When
        int stream = client.request(true, Field.httpRequest("HEAD", "/index"));

        // Then
        Headers answer = client.awaitHeaders(stream);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.endsStream()).isTrue();
    }

    @Test
    void noPlaceInTime() throws Exception {
        // Given
        RawClient client = clientOf(config -> config.backend(backend -> backend.maxConnectionsPerServer(1)
                .timeouts(BackendTimeoutsBuilder.builder().queue(SHORT).build())));
        client.request(true, REQUEST);
        path().toServer().await(Headers.class, headers -> true);

        // When
        int stream = client.request(true, REQUEST);

        // Then
        assertAnswer(client, stream, 503, "backend echo: no server was free in time");
    }

    @Test
    void aServerThatIsLost() throws Exception {
        // Given
        RawClient client = clientOf(UnaryOperator.identity());
        int stream = client.request(true, REQUEST);
        RawConnection server = path().toServer();
        server.await(Headers.class, headers -> true);

        // When
        server.close();

        // Then
        Headers answer = client.awaitHeaders(stream);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(client.awaitBody(stream)).startsWith("backend echo, server srv1: connection was ");
    }

    @Test
    void aServerThatDoesNotAnswerInTime() throws Exception {
        // Given
        RawClient client = clientOf(config -> config.timeouts(Duration.ofSeconds(20), null, SHORT));

        // When
        int stream = client.request(true, REQUEST);

        // Then
        assertAnswer(client, stream, 504, "backend echo, server srv1: the server was silent for too long");
    }

    @Test
    void anAnswerThatIsMalformed() throws Exception {
        // Given
        RawClient client = clientOf(UnaryOperator.identity());
        int stream = client.request(true, REQUEST);
        RawConnection server = path().toServer();
        int there = server.await(Headers.class, headers -> true).stream();

        // When
        server.headers(there, true, List.of(Field.of("content-type", "text/plain")));

        // Then
        Headers answer = client.awaitHeaders(stream);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(client.awaitBody(stream)).startsWith("backend echo, server srv1: ");
    }

    @Test
    void anAnswerWithoutTheBodyThatItSays() throws Exception {
        // Given
        RawClient client = clientOf(UnaryOperator.identity());
        int stream = client.request(true, REQUEST);
        RawConnection server = path().toServer();
        int there = server.await(Headers.class, headers -> true).stream();

        // When
        server.headers(there, true, List.of(Field.of(":status", "200"), Field.of("content-length", "5")));

        // Then
        assertAnswer(client, stream, 502, "backend echo, server srv1: another length than content-length");
    }

    @Test
    void aMethodThatTheProxyDoesNotServe() throws Exception {
        // Given
        RawClient client = clientOf(UnaryOperator.identity());

        // When
        int stream = client.request(
                false, List.of(Field.of(":method", "CONNECT"), Field.of(":authority", "test.example:443")));

        // Then
        assertAnswer(client, stream, 501, "the method CONNECT is not served");
    }

    @Test
    void anAnswerThatHasBegunIsReset() throws Exception {
        // Given
        RawClient client = clientOf(config -> config.timeouts(Duration.ofSeconds(20), null, SHORT));
        int stream = client.request(true, REQUEST);
        RawConnection server = path().toServer();
        int there = server.await(Headers.class, headers -> true).stream();

        // When
        server.headers(there, false, List.of(Field.of(":status", "200")));

        // Then
        assertThat(client.awaitHeaders(stream).status()).isEqualTo(200);
        assertThat(client.awaitReset(stream)).isEqualTo(2);
        await().untilAsserted(() -> assertThat(path().proxy().rpcs()).hasSize(1));
    }

    private RawClient clientOf(UnaryOperator<Configs> change) throws Exception {
        RawPath path = RawPath.open(RawServer.start(), change);
        opened = path;
        return path.client();
    }

    private static void assertAnswer(RawClient client, int stream, int status, String text)
            throws IOException, InterruptedException {
        Headers answer = client.awaitHeaders(stream);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.value("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.value("grpc-status")).isNull();
        assertThat(client.awaitBody(stream)).isEqualTo(text + "\n");
        client.awaitSeen();
    }

    private RawPath path() {
        return Objects.requireNonNull(opened, "not opened");
    }
}
