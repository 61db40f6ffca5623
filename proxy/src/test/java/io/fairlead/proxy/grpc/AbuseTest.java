package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.WellBehaved;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that does what it must not harms its own connection, and nobody else. */
class AbuseTest {

    private static final String NAME = "/fairlead.Echo/Name";
    private static final int MANY = 5000;

    private final EchoPath path = new EchoPath();

    @AfterEach
    void close() throws Exception {
        path.close();
    }

    static Stream<Attack<RawClient>> connectionErrors() {
        return Stream.of(
                flood("PINGs", Abuse.CONTROL_FRAMES, (client, stream) -> Frames.ping(stream, false)),
                flood("answers to PINGs", Abuse.CONTROL_FRAMES, (client, stream) -> Frames.ping(stream, true)),
                flood("SETTINGS", Abuse.CONTROL_FRAMES, (client, stream) -> Frames.settings()),
                flood(
                        "SETTINGS with a window",
                        Abuse.CONTROL_FRAMES,
                        (client, stream) -> Frames.settings(FrameType.INITIAL_WINDOW_SIZE, 100)),
                flood("PRIORITY", Abuse.CONTROL_FRAMES, (client, stream) -> Frames.priority(stream, 0)),
                flood("unknown frames", Abuse.CONTROL_FRAMES, (client, stream) -> Frames.frame(0x42, 0, 0)),
                flood("empty DATA", Abuse.EMPTY_FRAMES, (client, stream) -> Frames.data(stream, "", false)),
                flood("DATA of padding", Abuse.EMPTY_FRAMES, (client, stream) -> Frames.padded(stream, "", 1, false)),
                flood(
                        "small windows of the connection",
                        Abuse.WINDOW_UPDATES,
                        (client, stream) -> Frames.windowUpdate(0, 1)),
                flood(
                        "small windows of a stream",
                        Abuse.WINDOW_UPDATES,
                        (client, stream) -> Frames.windowUpdate(stream, 1)),
                flood(
                        "resets of a stream that is over",
                        Abuse.CONTROL_FRAMES,
                        (client, stream) -> Frames.reset(stream, 8)),
                madeToReset("streams that it resets", stream -> Frames.reset(stream, 8)),
                madeToReset("streams whose windows it changes by 0", stream -> Frames.windowUpdate(stream, 0)),
                madeToReset("streams whose windows overflow", stream -> Frames.windowUpdate(stream, Integer.MAX_VALUE)),
                madeToReset("streams that depend on themselves", stream -> Frames.priority(stream, stream)),
                attack(
                        "streams that go on behind their end",
                        ErrorCode.ENHANCE_YOUR_CALM,
                        Abuse.RESETS,
                        (client, stream) -> openStreams(client, true, each -> Frames.data(each, "x", false))),
                attack("malformed requests", ErrorCode.ENHANCE_YOUR_CALM, Abuse.RESETS, (client, stream) -> {
                    byte[] block = client.block(Field.grpcRequest(NAME, Field.secret("connection", "close")));
                    openStreams(client, block, FrameType.END_STREAM, each -> new byte[0]);
                }),
                attack(
                        "a header block without end",
                        ErrorCode.ENHANCE_YOUR_CALM,
                        Abuse.CONTINUATION,
                        (client, stream) -> continueForEver(client, 1)),
                attack(
                        "a header block of large pieces",
                        ErrorCode.ENHANCE_YOUR_CALM,
                        Abuse.CONTINUATION,
                        (client, stream) -> continueForEver(client, 16_384)),
                attack(
                        "a header block of empty pieces",
                        ErrorCode.ENHANCE_YOUR_CALM,
                        Abuse.CONTINUATION,
                        (client, stream) -> continueForEver(client, 0)),
                attack(
                        "a block that cannot be decoded",
                        ErrorCode.COMPRESSION_ERROR,
                        Abuse.COMPRESSION,
                        (client, stream) -> client.send(Frames.frame(
                                FrameType.HEADERS, FrameType.END_HEADERS, client.takeStream(), (byte) 0xff))),
                attack(
                        "a window of the connection that overflows",
                        ErrorCode.FLOW_CONTROL_ERROR,
                        Abuse.FLOW_CONTROL,
                        (client, stream) -> client.send(Frames.windowUpdate(0, Integer.MAX_VALUE))),
                attack(
                        "DATA of a stream that is not open",
                        ErrorCode.PROTOCOL_ERROR,
                        Abuse.PROTOCOL,
                        (client, stream) -> client.send(Frames.data(99, "x", true))));
    }

    @ParameterizedTest
    @MethodSource("connectionErrors")
    void endsTheConnectionAlone(Attack<RawClient> attack) throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config);
        WellBehaved others = path.wellBehaved();
        RawClient attacker = path.open(RawClient.connect(proxy.address()));
        attacker.stopAcknowledging();
        int stream = attacker.request(false, Field.grpcRequest(NAME));
        attacker.awaitSeen();

        // When
        attack.script().run(attacker, stream);

        // Then
        assertThat(attacker.awaitGoAway().code()).isEqualTo(attack.code().code());
        attacker.awaitEnd();
        others.finish();
        assertThat(proxy.listenerStats().abuse(attack.kind()).sum()).isPositive();
        path.awaitNothingHeld();
    }

    /** gRPC libraries measure the path so, with a PING for each DATA frame that they are sent. */
    @Test
    void aClientThatPingsForWhatItIsSentDoesNoWrong() throws Exception {
        // Given
        int calls = 200;
        TestProxy proxy = path.start(config -> config.http2(http2 -> http2.maxControlFramesPerSecond(10)));
        RawClient client = path.open(RawClient.connect(proxy.address()));

        // When
        for (int i = 0; i < calls; i++) {
            int stream = client.call(NAME, "");
            client.awaitData(stream);
            client.awaitSeen();
            client.awaitTrailers(stream);
        }

        // Then
        assertThat(proxy.listenerStats().abuse(Abuse.CONTROL_FRAMES).sum()).isZero();
    }

    @Test
    void streamsBeyondTheLimitThatGoOnEndTheConnection() throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config.http2(http2 -> http2.maxConcurrentStreams(5)));
        WellBehaved others = path.wellBehaved();
        RawClient attacker = path.open(RawClient.connect(proxy.address()));

        // When
        openStreams(attacker, false, stream -> new byte[0]);

        // Then
        assertThat(attacker.awaitGoAway().code()).isEqualTo(ErrorCode.ENHANCE_YOUR_CALM.code());
        others.finish();
        assertThat(proxy.listenerStats().abuse(Abuse.STREAMS).sum()).isPositive();
        assertThat(proxy.listenerStats().abuse(Abuse.RESETS).sum()).isEqualTo(1);
    }

    private interface FrameOf {

        byte[] of(RawClient client, int stream);
    }

    private static Attack<RawClient> flood(String name, Abuse kind, FrameOf frame) {
        return attack(
                name,
                ErrorCode.ENHANCE_YOUR_CALM,
                kind,
                (client, stream) -> client.flood(frame.of(client, stream), MANY));
    }

    private static Attack<RawClient> madeToReset(String name, FrameOfStream fault) {
        return attack(
                name, ErrorCode.ENHANCE_YOUR_CALM, Abuse.RESETS, (client, stream) -> openStreams(client, false, fault));
    }

    private static Attack<RawClient> attack(String name, ErrorCode code, Abuse kind, Attack.Script<RawClient> script) {
        return new Attack<>(name, code, kind, script);
    }

    private interface FrameOfStream {

        byte[] of(int stream);
    }

    private static void openStreams(RawClient client, boolean ended, FrameOfStream next) throws IOException {
        byte[] block = client.block(Field.grpcRequest(NAME));
        openStreams(client, block, ended ? FrameType.END_STREAM : 0, next);
    }

    /** Opens many streams, each followed by another frame. A block that was sent once goes for each: what it adds to the table is the same. */
    private static void openStreams(RawClient client, byte[] block, int flags, FrameOfStream next) {
        for (int i = 0; i < MANY; i++) {
            int stream = client.takeStream();
            client.flood(Frames.frame(FrameType.HEADERS, FrameType.END_HEADERS | flags, stream, block), 1);
            client.flood(next.of(stream), 1);
        }
    }

    private static void continueForEver(RawClient client, int pieceLength) throws IOException {
        int stream = client.takeStream();
        byte[] piece = new byte[pieceLength];
        Arrays.fill(piece, (byte) 0x82);
        client.send(Frames.frame(FrameType.HEADERS, 0, stream, (byte) 0x82));
        client.flood(Frames.frame(FrameType.CONTINUATION, 0, stream, piece), MANY);
    }
}
