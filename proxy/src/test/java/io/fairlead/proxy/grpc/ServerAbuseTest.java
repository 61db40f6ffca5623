package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.rpc.RpcScene;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that does what it must not fails the RPCs of its connection, and none of another server. */
class ServerAbuseTest {

    private static final int MANY = 5000;
    private static final int UNAVAILABLE = 14;

    @RegisterExtension
    final RpcScene scene = new RpcScene();

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
        TwoServers two = new TwoServers(scene);
        two.bad().stopAcknowledging();

        // When
        attack.script().run(two.bad(), 1);

        // Then
        assertThat(two.client().awaitTrailers(two.failing()).grpcStatus()).isEqualTo(UNAVAILABLE);
        assertThat(two.bad().awaitGoAway().code()).isEqualTo(attack.code().code());
        two.bad().awaitEnd();
        two.answerTheOther();
        assertThat(two.abuse(attack.kind())).isEqualTo(1);
    }

    private static Attack<RawConnection> flood(String name, Abuse kind, byte[] frame) {
        return attack(name, ErrorCode.ENHANCE_YOUR_CALM, kind, (server, stream) -> server.flood(frame, MANY));
    }

    private static Attack<RawConnection> attack(
            String name, ErrorCode code, Abuse kind, Attack.Script<RawConnection> script) {
        return new Attack<>(name, code, kind, script);
    }
}
