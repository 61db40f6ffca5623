package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that does what it must not fails its RPC or those of its connection, and no RPC of another server. */
class ServerAbuseTest {

    private static final int MANY = 5000;
    private static final int UNAVAILABLE = 14;
    private static final int INTERNAL = 13;
    private static final Duration BRIEF = Duration.ofMillis(300);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }

    static Stream<Attack<RawConnection>> badAnswers() {
        return Stream.of(
                answer("no status", List.of(Field.of("content-type", "application/grpc"))),
                answer("two statuses", List.of(Field.of(":status", "200"), Field.of(":status", "200"))),
                answer("a status behind others", List.of(Field.of("a", "b"), Field.of(":status", "200"))),
                answer("a long status", List.of(Field.of(":status", "2000"))),
                answer("a status of letters", List.of(Field.of(":status", "abc"))),
                answer("a switch of protocols", List.of(Field.of(":status", "101"))),
                answer("a path", Field.concat(List.of(Field.of(":status", "200")), Field.of(":path", "/"))),
                answer("a capital letter", Field.grpcResponse(Field.of("Upper", "x"))),
                answer("a line break", Field.grpcResponse(Field.of("a", "b\nc"))),
                answer("a field of HTTP/1.1", Field.grpcResponse(Field.of("connection", "close"))),
                answer("another field of HTTP/1.1", Field.grpcResponse(Field.of("transfer-encoding", "chunked"))),
                attack("DATA without an answer", Abuse.PROTOCOL, (server, stream) -> server.data(stream, "x", false)),
                attack(
                        "octets of header fields",
                        Abuse.HEADER_LIST,
                        (server, stream) -> server.headersInPieces(
                                stream, true, Field.grpcResponse(Blocks.fields(10, 2000)), 16_384)),
                attack("an HPACK bomb", Abuse.HEADER_LIST, (server, stream) -> {
                    byte[] block = Blocks.bomb(server.block(Field.grpcResponse()));
                    server.send(Frames.frame(FrameType.HEADERS, FrameType.END_HEADERS, stream, block));
                }),
                attack("informational answers without end", Abuse.MALFORMED, (server, stream) -> {
                    for (int i = 0; i < 20; i++) {
                        server.headers(stream, false, List.of(Field.of(":status", "103")));
                    }
                }),
                attack(
                        "an informational answer that is the end",
                        Abuse.MALFORMED,
                        (server, stream) -> server.headers(stream, true, List.of(Field.of(":status", "103")))),
                attack(
                        "a body that is missing",
                        Abuse.CONTENT_LENGTH,
                        (server, stream) ->
                                server.headers(stream, true, Field.grpcResponse(Field.of("content-length", "5")))),
                attack("a body that is too short", Abuse.CONTENT_LENGTH, (server, stream) -> {
                    server.headers(stream, false, Field.grpcResponse(Field.of("content-length", "5")));
                    server.data(stream, "", true);
                }),
                attack("a body that is too long", Abuse.CONTENT_LENGTH, (server, stream) -> {
                    server.headers(stream, false, Field.grpcResponse(Field.of("content-length", "5")));
                    server.data(stream, "123456", false);
                }),
                attack("trailers that do not end it", Abuse.MALFORMED, (server, stream) -> {
                    server.headers(stream, false, Field.grpcResponse());
                    server.headers(stream, false, Field.grpcTrailers(0));
                }),
                attack("a status in trailers", Abuse.MALFORMED, (server, stream) -> {
                    server.headers(stream, false, Field.grpcResponse());
                    server.headers(stream, true, List.of(Field.of(":status", "200")));
                }),
                attack(
                        "a window that is changed by 0",
                        Abuse.PROTOCOL,
                        (server, stream) -> server.send(Frames.windowUpdate(stream, 0))),
                attack(
                        "a window that overflows",
                        Abuse.FLOW_CONTROL,
                        (server, stream) -> server.send(Frames.windowUpdate(stream, Integer.MAX_VALUE))));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void failsItsRpcAlone(Attack<RawConnection> attack) throws Exception {
        // Given
        Two two = two();

        // When
        attack.script().run(two.bad, 1);

        // Then
        assertThat(two.client.awaitTrailers(two.failing).grpcStatus()).isEqualTo(INTERNAL);
        assertThat(two.bad.awaitReset(1)).isNotZero();
        two.answerTheOther();
        two.bad.awaitSeen();
        assertThat(two.abuse(attack.kind())).isEqualTo(1);
    }

    static Stream<Attack<RawConnection>> connectionErrors() {
        return Stream.of(
                flood("PINGs", Abuse.CONTROL_FRAMES, Frames.ping(1, false)),
                flood("SETTINGS", Abuse.CONTROL_FRAMES, Frames.settings()),
                flood("PRIORITY", Abuse.CONTROL_FRAMES, Frames.priority(1, 0)),
                flood("unknown frames", Abuse.CONTROL_FRAMES, Frames.frame(0x42, 0, 0)),
                flood("small windows of the connection", Abuse.WINDOW_UPDATES, Frames.windowUpdate(0, 1)),
                flood("small windows of a stream", Abuse.WINDOW_UPDATES, Frames.windowUpdate(1, 1)),
                attack("empty DATA", ErrorCode.ENHANCE_YOUR_CALM, Abuse.EMPTY_FRAMES, (server, stream) -> {
                    server.headers(stream, false, Field.grpcResponse());
                    server.flood(Frames.data(stream, "", false), MANY);
                }),
                attack(
                        "a header block of empty pieces",
                        ErrorCode.ENHANCE_YOUR_CALM,
                        Abuse.CONTINUATION,
                        (server, stream) -> {
                            server.send(Frames.frame(FrameType.HEADERS, 0, stream));
                            server.flood(Frames.frame(FrameType.CONTINUATION, 0, stream), MANY);
                        }),
                attack(
                        "a block that cannot be decoded",
                        ErrorCode.COMPRESSION_ERROR,
                        Abuse.COMPRESSION,
                        (server, stream) -> server.send(
                                Frames.frame(FrameType.HEADERS, FrameType.END_HEADERS, stream, (byte) 0xff))),
                attack(
                        "a promise to push",
                        ErrorCode.PROTOCOL_ERROR,
                        Abuse.PROTOCOL,
                        (server, stream) -> server.send(Frames.frame(
                                FrameType.PUSH_PROMISE,
                                FrameType.END_HEADERS,
                                stream,
                                (byte) 0,
                                (byte) 0,
                                (byte) 0,
                                (byte) 2,
                                (byte) 0x88))),
                attack(
                        "a stream of its own",
                        ErrorCode.PROTOCOL_ERROR,
                        Abuse.PROTOCOL,
                        (server, stream) -> server.headers(2, false, Field.grpcResponse())),
                attack(
                        "an answer to what nobody asked",
                        ErrorCode.PROTOCOL_ERROR,
                        Abuse.PROTOCOL,
                        (server, stream) -> server.headers(99, true, Field.grpcResponse())),
                attack(
                        "a window of the connection that overflows",
                        ErrorCode.FLOW_CONTROL_ERROR,
                        Abuse.FLOW_CONTROL,
                        (server, stream) -> server.send(Frames.windowUpdate(0, Integer.MAX_VALUE))));
    }

    @ParameterizedTest
    @MethodSource("connectionErrors")
    void failsTheRpcsOfItsConnectionAlone(Attack<RawConnection> attack) throws Exception {
        // Given
        Two two = two();
        two.bad.stopAcknowledging();

        // When
        attack.script().run(two.bad, 1);

        // Then
        assertThat(two.client.awaitTrailers(two.failing).grpcStatus()).isEqualTo(UNAVAILABLE);
        assertThat(two.bad.awaitGoAway().code()).isEqualTo(attack.code().code());
        two.bad.awaitEnd();
        two.answerTheOther();
        assertThat(two.abuse(attack.kind())).isEqualTo(1);
    }

    @Test
    void aServerThatSendsMoreThanItsWindowFailsItsRpc() throws Exception {
        // Given
        Two two = two(FrameType.INITIAL_WINDOW_SIZE, 0);
        two.bad.headers(1, false, Field.grpcResponse());

        // When
        two.bad.flood(Frames.data(1, "x".repeat(16_000), false), 20);

        // Then
        assertThat(two.client.awaitTrailers(two.failing).grpcStatus()).isEqualTo(INTERNAL);
        assertThat(two.bad.awaitReset(1)).isNotZero();
        two.answerTheOther();
        assertThat(two.abuse(Abuse.FLOW_CONTROL)).isEqualTo(1);
        Awaitility.await().until(() -> two.proxy.heldBytes() == 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 8, 0xb})
    void aServerThatResetsEachStreamHasEachRpcFail(long code) throws Exception {
        // Given
        RawServer server = open(RawServer.start());
        TestProxy proxy = start(config -> config, server);
        RawClient client = open(RawClient.connect(proxy.address()));
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
        RawServer server = open(RawServer.start(connection -> {
            connection.settings();
            connection.send(Frames.goAway(0, ErrorCode.NO_ERROR.code()));
        }));
        TestProxy proxy = start(config -> config.timeouts(Duration.ofSeconds(1), null, null), server);
        RawClient client = open(RawClient.connect(proxy.address()));

        // When
        int stream = client.call(RawPath.PATH, "");

        // Then
        assertThat(client.awaitReset(stream)).isEqualTo(ErrorCode.REFUSED_STREAM.code());
        assertThat(server.connections()).isBetween(1, 8);
    }

    @Test
    void aServerThatClosesEachConnectionIsAskedABoundedNumberOfTimes() throws Exception {
        // Given
        RawServer server = open(RawServer.start(connection -> {
            connection.settings();
            connection.close();
        }));
        TestProxy proxy = start(config -> config.timeouts(Duration.ofSeconds(1), null, null), server);
        RawClient client = open(RawClient.connect(proxy.address()));

        // When
        int stream = client.call(RawPath.PATH, "");

        // Then
        assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(UNAVAILABLE);
        assertThat(server.connections()).isBetween(1, 8);
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() throws Exception {
        // Given
        RawServer server = open(RawServer.start((RawServer.Greeting) connection -> {}));
        TestProxy proxy = start(config -> config.timeouts(BRIEF, null, null).retries(1, true), server);
        RawClient client = open(RawClient.connect(proxy.address()));

        // When
        int stream = client.call(RawPath.PATH, "");

        // Then
        assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aServerThatSpeaksHttp11FailsItsRpcs() throws Exception {
        // Given
        RawServer server = open(RawServer.start(
                connection -> connection.send(Frames.octets("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))));
        TestProxy proxy = start(config -> config.timeouts(BRIEF, null, null).retries(1, true), server);
        RawClient client = open(RawClient.connect(proxy.address()));

        // When
        int stream = client.call(RawPath.PATH, "");

        // Then
        assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(UNAVAILABLE);
        assertThat(proxy.server("srv1").endpoint().stats().abuse(Abuse.PROTOCOL).sum())
                .isPositive();
    }

    /** A client with an RPC on each of two servers, of which one is bad. */
    private final class Two {

        private final RawServer badServer = open(RawServer.start());
        private final RawServer goodServer = open(RawServer.start());
        private final TestProxy proxy;
        private final RawClient client;
        private final RawConnection bad;
        private final RawConnection good;
        private final int failing;
        private final int other;

        Two(long... clientSettings) throws Exception {
            proxy = start(config -> config, badServer, goodServer);
            client = open(RawClient.connect(proxy.address(), clientSettings));
            client.request(false, Field.grpcRequest(RawPath.PATH, Field.of("stream", "1")));
            client.request(false, Field.grpcRequest(RawPath.PATH, Field.of("stream", "3")));
            bad = badServer.accepted();
            good = goodServer.accepted();
            failing = streamOf(bad);
            other = streamOf(good);
        }

        private static int streamOf(RawConnection server) throws InterruptedException {
            return Integer.parseInt(
                    Objects.requireNonNull(server.awaitHeaders(1).value("stream")));
        }

        void answerTheOther() throws Exception {
            RawPath.answer(good, 1, 0);
            assertThat(client.awaitTrailers(other).grpcStatus()).isZero();
        }

        long abuse(Abuse kind) {
            return proxy.server("srv1").endpoint().stats().abuse(kind).sum();
        }
    }

    private Two two(long... clientSettings) throws Exception {
        return new Two(clientSettings);
    }

    private TestProxy start(UnaryOperator<Configs> change, RawServer... servers) throws Exception {
        Configs config = Configs.of(Stream.of(servers).map(RawServer::address).toArray(InetSocketAddress[]::new));
        return open(TestProxy.start(change.apply(config.modeGrpc())));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }

    private static Attack<RawConnection> answer(String name, List<Field> fields) {
        return attack(name, Abuse.MALFORMED, (server, stream) -> server.headers(stream, true, fields));
    }

    private static Attack<RawConnection> flood(String name, Abuse kind, byte[] frame) {
        return attack(name, ErrorCode.ENHANCE_YOUR_CALM, kind, (server, stream) -> server.flood(frame, MANY));
    }

    private static Attack<RawConnection> attack(String name, Abuse kind, Attack.Script<RawConnection> script) {
        return attack(name, ErrorCode.PROTOCOL_ERROR, kind, script);
    }

    private static Attack<RawConnection> attack(
            String name, ErrorCode code, Abuse kind, Attack.Script<RawConnection> script) {
        return new Attack<>(name, code, kind, script);
    }
}
