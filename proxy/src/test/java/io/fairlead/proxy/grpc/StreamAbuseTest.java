package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.WellBehaved;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that does what it must not on one stream harms that stream alone. */
class StreamAbuseTest {

    private static final String NAME = "/fairlead.Echo/Name";

    private final EchoPath path = new EchoPath();

    @AfterEach
    void close() throws Exception {
        path.close();
    }

    static Stream<Attack<RawClient>> streamErrors() {
        return Stream.of(
                attack(
                        "a window that is changed by 0",
                        ErrorCode.PROTOCOL_ERROR,
                        Abuse.PROTOCOL,
                        (client, stream) -> client.send(Frames.windowUpdate(stream, 0))),
                attack(
                        "a window that overflows",
                        ErrorCode.FLOW_CONTROL_ERROR,
                        Abuse.FLOW_CONTROL,
                        (client, stream) -> client.send(Frames.windowUpdate(stream, Integer.MAX_VALUE))),
                attack(
                        "a stream that depends on itself",
                        ErrorCode.PROTOCOL_ERROR,
                        Abuse.PROTOCOL,
                        (client, stream) -> client.send(Frames.priority(stream, stream))));
    }

    @ParameterizedTest
    @MethodSource("streamErrors")
    void endsTheStreamAlone(Attack<RawClient> attack) throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config);
        WellBehaved others = path.wellBehaved();
        RawClient attacker = path.open(RawClient.connect(proxy.address()));
        int stream = attacker.request(false, Field.grpcRequest(NAME));

        // When
        attack.script().run(attacker, stream);

        // Then
        assertThat(attacker.awaitReset(stream)).isEqualTo(attack.code().code());
        int next = attacker.call(NAME, "");
        assertThat(attacker.awaitTrailers(next).grpcStatus()).isZero();
        others.finish();
        assertThat(proxy.listenerStats().abuse(attack.kind()).sum()).isEqualTo(1);
    }

    @Test
    void streamsBeyondTheLimitAreRefused() throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config.http2(http2 -> http2.maxConcurrentStreams(5)));
        WellBehaved others = path.wellBehaved();
        RawClient attacker = path.open(RawClient.connect(proxy.address()));
        for (int i = 0; i < 5; i++) {
            attacker.request(false, Field.grpcRequest(NAME));
        }

        // When
        int sixth = attacker.request(false, Field.grpcRequest(NAME));

        // Then
        assertThat(attacker.awaitReset(sixth)).isEqualTo(ErrorCode.REFUSED_STREAM.code());
        attacker.data(1, Frames.message(""), true);
        assertThat(attacker.awaitTrailers(1).grpcStatus()).isZero();
        int next = attacker.call(NAME, "");
        assertThat(attacker.awaitTrailers(next).grpcStatus()).isZero();
        others.finish();
        assertThat(proxy.listenerStats().abuse(Abuse.STREAMS).sum()).isEqualTo(1);
    }

    static Stream<Attack<RawClient>> tooManyFields() {
        return Stream.of(
                attack(
                        "many octets",
                        ErrorCode.NO_ERROR,
                        Abuse.HEADER_LIST,
                        (client, stream) -> client.headersInPieces(
                                stream, true, Field.grpcRequest(NAME, Blocks.fields(10, 2000)), 16_384)),
                attack(
                        "many fields",
                        ErrorCode.NO_ERROR,
                        Abuse.HEADER_COUNT,
                        (client, stream) ->
                                client.headers(stream, true, Field.grpcRequest(NAME, Blocks.fields(100, 1)))),
                attack("an HPACK bomb", ErrorCode.NO_ERROR, Abuse.HEADER_LIST, (client, stream) -> {
                    byte[] block = Blocks.bomb(client.block(Field.grpcRequest(NAME)));
                    int flags = FrameType.END_HEADERS | FrameType.END_STREAM;
                    client.send(Frames.frame(FrameType.HEADERS, flags, stream, block));
                }));
    }

    @ParameterizedTest
    @MethodSource("tooManyFields")
    void tooManyFieldsAreAnsweredWithAStatus(Attack<RawClient> attack) throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config);
        WellBehaved others = path.wellBehaved();
        RawClient attacker = path.open(RawClient.connect(proxy.address()));
        int stream = attacker.takeStream();

        // When
        attack.script().run(attacker, stream);

        // Then
        Headers answer = attacker.awaitHeaders(stream);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.grpcStatus()).isEqualTo(8);
        assertThat(answer.endsStream()).isTrue();
        others.finish();
        assertThat(proxy.listenerStats().abuse(attack.kind()).sum()).isEqualTo(1);
    }

    @Test
    void tooManyFieldsOfWhatIsNoGrpcAreAnsweredInHttp() throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config);
        RawClient attacker = path.open(RawClient.connect(proxy.address()));

        // When
        int stream = attacker.request(true, Field.httpRequest("GET", "/", Blocks.fields(100, 1)));

        // Then
        assertThat(attacker.awaitHeaders(stream).status()).isEqualTo(431);
        int next = attacker.call(NAME, "");
        assertThat(attacker.awaitTrailers(next).grpcStatus()).isZero();
    }

    private static Attack<RawClient> attack(String name, ErrorCode code, Abuse kind, Attack.Script<RawClient> script) {
        return new Attack<>(name, code, kind, script);
    }
}
