package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that HTTP/2 forbids never reaches a server, and harms its own stream alone. */
class MalformedRequestTest {

    private static final long PROTOCOL_ERROR = 1;

    static Stream<Named<List<Field>>> malformed() {
        return Stream.of(
                without(":method"),
                without(":scheme"),
                without(":path"),
                twice(":method"),
                twice(":scheme"),
                twice(":path"),
                twice(":authority"),
                with(":path", ""),
                with(":path", "no-slash"),
                with(":path", "/with\u0000nul"),
                with(":method", ""),
                with(":method", "GE T"),
                with(":scheme", ""),
                more(":status", "200"),
                more(":unknown", "x"),
                more(":protocol", "websocket"),
                Named.of("a pseudo-header field behind others", moved(":path")),
                more("Upper-Case", "x"),
                more("", "no name"),
                more("with space", "x"),
                more("with:colon", "x"),
                more("with\u0000nul", "x"),
                more("octet\u0080", "x"),
                more("a", "line\nbreak"),
                more("a", "carriage\rreturn"),
                more("a", "nul\u0000"),
                more("a", " leading space"),
                more("a", "trailing space "),
                more("a", "\tleading tab"),
                more("connection", "close"),
                more("connection", "keep-alive, x"),
                more("keep-alive", "timeout=1"),
                more("proxy-connection", "keep-alive"),
                more("transfer-encoding", "chunked"),
                more("upgrade", "h2c"),
                more("te", "gzip"),
                more("te", "trailers, deflate"),
                more("te", ""));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isResetAndCountedWhileItsNeighboursGoOn(List<Field> request) throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int before = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            int stream = client.request(true, request);
            int after = RawPath.begin(client);

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(PROTOCOL_ERROR);
            assertThat(server.awaitHeaders(3).fields()).isEqualTo(Field.grpcRequest(RawPath.PATH));
            RawPath.answer(server, 1, 0);
            RawPath.answer(server, 3, 0);
            assertThat(client.awaitTrailers(before).grpcStatus()).isZero();
            assertThat(client.awaitTrailers(after).grpcStatus()).isZero();
            assertThat(path.proxy().listenerStats().abuse(Abuse.MALFORMED).sum())
                    .isEqualTo(1);
        }
    }

    static Stream<Named<List<Field>>> malformedTrailers() {
        return Stream.of(
                named(":path: /", List.of(Field.of(":path", "/"))),
                named(":status: 200", List.of(Field.of(":status", "200"))),
                named("connection: close", List.of(Field.of("connection", "close"))),
                named("Upper: x", List.of(Field.of("Upper", "x"))));
    }

    @ParameterizedTest
    @MethodSource("malformedTrailers")
    void trailersAreHeldToTheSame(List<Field> trailers) throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            client.headers(stream, true, trailers);

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(PROTOCOL_ERROR);
            assertThat(server.awaitReset(1)).isNotZero();
            assertThat(server.received(Headers.class, 1)).isEmpty();
            assertThat(path.proxy().listenerStats().abuse(Abuse.MALFORMED).sum())
                    .isEqualTo(1);
        }
    }

    @Test
    void trailersThatDoNotEndTheStreamAreMalformed() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            client.headers(stream, false, List.of(Field.of("a", "b")));

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(PROTOCOL_ERROR);
            assertThat(server.awaitReset(1)).isNotZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "+1", "1, 2", "0x1", "99999999999999999999"})
    void aLengthThatIsNoNumberIsReset(String value) throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();

            // When
            int stream = client.request(false, Field.grpcRequest(RawPath.PATH, Field.of("content-length", value)));

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(PROTOCOL_ERROR);
            assertThat(path.proxy().listenerStats().abuse(Abuse.CONTENT_LENGTH).sum())
                    .isEqualTo(1);
        }
    }

    /** Bodies that are not as long as their request says: what it says, what comes, whether a frame behind ends it. */
    static Stream<Named<Body>> wrongLengths() {
        return Stream.of(
                Named.of("too short", new Body("5", "1234", true)),
                Named.of("too long", new Body("5", "123456", true)),
                Named.of("too long, before its end", new Body("5", "123456", false)),
                Named.of("nothing", new Body("5", "", true)),
                Named.of("something instead of nothing", new Body("0", "1", true)));
    }

    record Body(String contentLength, String content, boolean ended) {}

    @ParameterizedTest
    @MethodSource("wrongLengths")
    void aBodyOfAnotherLengthThanSaidIsReset(Body body) throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.request(
                    false, Field.grpcRequest(RawPath.PATH, Field.of("content-length", body.contentLength)));
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            client.data(stream, body.content, body.ended);

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(PROTOCOL_ERROR);
            assertThat(server.awaitReset(1)).isNotZero();
            assertThat(path.proxy().listenerStats().abuse(Abuse.CONTENT_LENGTH).sum())
                    .isEqualTo(1);
        }
    }

    @Test
    void aRequestWithoutABodyThatSaysOneIsReset() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();

            // When
            int stream = client.request(true, Field.grpcRequest(RawPath.PATH, Field.of("content-length", "5")));

            // Then
            assertThat(client.awaitReset(stream)).isEqualTo(PROTOCOL_ERROR);
            client.awaitSeen();
            assertThat(path.server().connections()).isZero();
        }
    }

    @Test
    void aBodyAsLongAsSaidIsPassedOnThoughItSaysSoTwice() throws Exception {
        // Given
        List<Field> request =
                Field.grpcRequest(RawPath.PATH, Field.of("content-length", "5"), Field.of("content-length", "5"));
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.request(false, request);

            // When
            client.data(stream, "12", false);
            client.data(stream, "345", true);

            // Then
            assertThat(path.toServer().awaitContent(1, 5)).isEqualTo("12345");
        }
    }

    private static Named<List<Field>> named(String name, List<Field> fields) {
        return Named.of(name.isEmpty() ? "an empty name" : name.replaceAll("\\p{Cntrl}", "?"), fields);
    }

    private static Named<List<Field>> more(String name, String value) {
        return named(name + ": " + value, Field.grpcRequest(RawPath.PATH, Field.of(name, value)));
    }

    private static Named<List<Field>> without(String name) {
        return named("no " + name, changed(name, fields -> List.of()));
    }

    private static Named<List<Field>> twice(String name) {
        return named(name + " twice", changed(name, fields -> List.of(fields.getFirst(), fields.getFirst())));
    }

    private static Named<List<Field>> with(String name, String value) {
        return named(name + ": " + value, changed(name, fields -> List.of(Field.of(name, value))));
    }

    private static List<Field> moved(String name) {
        List<Field> fields = new ArrayList<>(Field.grpcRequest(RawPath.PATH));
        Field field = fields.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        fields.remove(field);
        fields.add(field);
        return fields;
    }

    private static List<Field> changed(String name, UnaryOperator<List<Field>> change) {
        return Field.grpcRequest(RawPath.PATH).stream()
                .flatMap(field -> field.name().equals(name) ? change.apply(List.of(field)).stream() : Stream.of(field))
                .toList();
    }
}
