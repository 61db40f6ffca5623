package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.WellBehaved;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that does not finish what it began, or does not take what it asked for, is not waited for for ever, and holds little memory. */
class SlowClientTest {

    private static final String BYTES = "/fairlead.Echo/Bytes";
    private static final int MIB = 1024 * 1024;
    private static final Duration BRIEF = Duration.ofMillis(500);

    private final EchoPath path = new EchoPath();

    @AfterEach
    void close() throws Exception {
        path.close();
    }

    static Stream<Attack<RawClient>> slowSpeakers() {
        return Stream.of(
                attack("nothing", (client, stream) -> {}),
                attack("half a preface", (client, stream) -> client.send(Frames.octets("PRI * HTTP/2.0\r\n"))),
                attack("a preface without SETTINGS", (client, stream) -> client.preface()),
                attack("half a header block", (client, stream) -> {
                    client.preface();
                    client.settings();
                    client.send(Frames.frame(FrameType.HEADERS, 0, 1, (byte) 0x82));
                }),
                attack("half a frame", (client, stream) -> {
                    client.preface();
                    client.settings();
                    byte[] frame = Frames.frame(FrameType.HEADERS, FrameType.END_HEADERS, 1, new byte[100]);
                    client.send(Arrays.copyOf(frame, 50));
                }));
    }

    @ParameterizedTest
    @MethodSource("slowSpeakers")
    void aClientThatDoesNotFinishWhatItBeginsIsEnded(Attack<RawClient> attack) throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config.http2(http2 -> http2.headersTimeout(BRIEF)));
        WellBehaved others = path.wellBehaved();
        RawClient attacker = path.open(RawClient.connectSilently(proxy.address()));

        // When
        attack.script().run(attacker, 1);

        // Then
        assertThat(attacker.awaitGoAway().code()).isEqualTo(attack.code().code());
        attacker.awaitEnd();
        others.finish();
        assertThat(proxy.listenerStats().abuse(attack.kind()).sum()).isEqualTo(1);
    }

    @Test
    void aHeaderBlockThatComesDropByDropIsNotWaitedFor() throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config.http2(http2 -> http2.headersTimeout(BRIEF)));
        WellBehaved others = path.wellBehaved();
        RawClient attacker = path.open(RawClient.connect(proxy.address()));
        attacker.awaitSeen();
        attacker.send(Frames.frame(FrameType.HEADERS, 0, 1, (byte) 0x82));
        byte[] drop = Frames.frame(FrameType.CONTINUATION, 0, 1, (byte) 0x82);

        // When
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
            attacker.flood(drop, 1);
            return proxy.listenerStats().abuse(Abuse.SLOW_HEADERS).sum() > 0;
        });

        // Then
        attacker.awaitEnd();
        others.finish();
    }

    @Test
    void aClientThatNeverReadsIsEnded() throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config.timeouts(Duration.ofSeconds(5), BRIEF, null));
        WellBehaved others = path.wellBehaved();
        RawClient attacker =
                path.open(RawClient.connectDeaf(proxy.address(), FrameType.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE));
        attacker.send(Frames.windowUpdate(0, Integer.MAX_VALUE - 65_535));

        // When
        for (int i = 0; i < 10; i++) {
            attacker.call(BYTES, Integer.toString(3 * MIB));
        }

        // Then
        Awaitility.await()
                .until(() -> proxy.listenerStats().abuse(Abuse.SLOW_READER).sum() == 1);
        Awaitility.await().until(() -> proxy.listenerStats().active().get() == 1);
        others.finish();
        path.awaitNothingHeld();
    }

    @Test
    void aClientThatNeverOpensItsWindowLosesItsStream() throws Exception {
        // Given
        TestProxy proxy = path.start(config -> config.timeouts(Duration.ofSeconds(5), BRIEF, null));
        WellBehaved others = path.wellBehaved();
        RawClient attacker = path.open(RawClient.connect(proxy.address(), FrameType.INITIAL_WINDOW_SIZE, 0));

        // When
        int stream = attacker.call(BYTES, Integer.toString(MIB));

        // Then
        assertThat(attacker.awaitTrailers(stream).grpcStatus()).isEqualTo(14);
        others.finish();
        assertThat(proxy.listenerStats().abuse(Abuse.SLOW_READER).sum()).isEqualTo(1);
        path.awaitNothingHeld();
    }

    @Test
    void whatAClientDoesNotTakeIsBounded() throws Exception {
        // Given
        int streams = 100;
        TestProxy proxy = path.start(config -> config);
        WellBehaved others = path.wellBehaved();
        RawClient attacker = path.open(RawClient.connect(proxy.address(), FrameType.INITIAL_WINDOW_SIZE, 0));

        // When
        for (int i = 0; i < streams; i++) {
            attacker.call(BYTES, Integer.toString(MIB / 4));
        }
        for (int i = 0; i < streams; i++) {
            attacker.awaitHeaders(2 * i + 1);
        }
        others.awaitCalls(100);

        // Then
        assertThat(proxy.heldBytes()).isBetween(1L, streams * 2L * 64 * 1024);
        others.finish();
        attacker.close();
        path.awaitNothingHeld();
    }

    private static Attack<RawClient> attack(String name, Attack.Script<RawClient> script) {
        return new Attack<>(name, ErrorCode.SETTINGS_TIMEOUT, Abuse.SLOW_HEADERS, script);
    }
}
