package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.rpc.RpcScene;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server whose answer breaks the rules fails that RPC, and no other. */
class BadAnswerTest {

    private static final int INTERNAL = 13;

    @RegisterExtension
    final RpcScene scene = new RpcScene();

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
        TwoServers two = new TwoServers(scene);

        // When
        attack.script().run(two.bad(), 1);

        // Then
        assertThat(two.client().awaitTrailers(two.failing()).grpcStatus()).isEqualTo(INTERNAL);
        assertThat(two.bad().awaitReset(1)).isNotZero();
        two.answerTheOther();
        two.bad().awaitSeen();
        assertThat(two.abuse(attack.kind())).isEqualTo(1);
    }

    @Test
    void aServerThatSendsMoreThanItsWindowFailsItsRpc() throws Exception {
        // Given
        TwoServers two = new TwoServers(scene, FrameType.INITIAL_WINDOW_SIZE, 0);
        two.bad().headers(1, false, Field.grpcResponse());

        // When
        two.bad().flood(Frames.data(1, "x".repeat(16_000), false), 20);

        // Then
        assertThat(two.client().awaitTrailers(two.failing()).grpcStatus()).isEqualTo(INTERNAL);
        assertThat(two.bad().awaitReset(1)).isNotZero();
        two.answerTheOther();
        assertThat(two.abuse(Abuse.FLOW_CONTROL)).isEqualTo(1);
        Awaitility.await().until(() -> two.proxy().heldBytes() == 0);
    }

    private static Attack<RawConnection> answer(String name, List<Field> fields) {
        return attack(name, Abuse.MALFORMED, (server, stream) -> server.headers(stream, true, fields));
    }

    private static Attack<RawConnection> attack(String name, Abuse kind, Attack.Script<RawConnection> script) {
        return new Attack<>(name, ErrorCode.PROTOCOL_ERROR, kind, script);
    }
}
