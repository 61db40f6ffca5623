package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Frames.all;
import static io.fairlead.proxy.http2.Frames.frame;
import static io.fairlead.proxy.http2.Frames.head;
import static io.fairlead.proxy.http2.Frames.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends a connection. */
class FrameFaultsTest {

    private static final int MAX_LIST = 16384;
    private static final ByteBuf OPEN_BLOCK = frame(FrameType.HEADERS, 0, 1, "83");

    private final Events events = new Events();
    private final FrameReader reader = new FrameReader(events, new HeaderScratch(), MAX_LIST, 100);

    static Stream<Arguments> faults() {
        return Stream.of(
                size("DATA of stream 1: 16385 octets (expected: at most 16384)", head(16385, FrameType.DATA, 0, 1)),
                size("frame type 10 of stream 0: 16777215 octets (expected: at most 16384)", head(0xffffff, 10, 0, 0)),
                protocol("DATA of stream 0: it is of no stream", zeros(FrameType.DATA, 0, 0, 1)),
                protocol("HEADERS of stream 0: it is of no stream", zeros(FrameType.HEADERS, 0, 0, 1)),
                protocol("PRIORITY of stream 0: it is of no stream", zeros(FrameType.PRIORITY, 0, 0, 5)),
                protocol("RST_STREAM of stream 0: it is of no stream", zeros(FrameType.RST_STREAM, 0, 0, 4)),
                protocol("SETTINGS of stream 1: it is not of a stream", zeros(FrameType.SETTINGS, 0, 1, 0)),
                protocol("PING of stream 1: it is not of a stream", zeros(FrameType.PING, 0, 1, 8)),
                protocol("GOAWAY of stream 1: it is not of a stream", zeros(FrameType.GOAWAY, 0, 1, 8)),
                size("RST_STREAM of stream 1: 3 octets (expected: 4)", zeros(FrameType.RST_STREAM, 0, 1, 3)),
                size("PING of stream 0: 9 octets (expected: 8)", zeros(FrameType.PING, 0, 0, 9)),
                size("WINDOW_UPDATE of stream 1: 5 octets (expected: 4)", zeros(FrameType.WINDOW_UPDATE, 0, 1, 5)),
                size("SETTINGS of stream 0: 5 octets (expected: a multiple of 6)", zeros(FrameType.SETTINGS, 0, 0, 5)),
                size("SETTINGS of stream 0: 6 octets (expected: 0)", zeros(FrameType.SETTINGS, FrameFlag.ACK, 0, 6)),
                size("GOAWAY of stream 0: 7 octets (expected: at least 8)", zeros(FrameType.GOAWAY, 0, 0, 7)),
                size("DATA of stream 1: no octet for the length of its padding", zeros(FrameType.DATA, 8, 1, 0)),
                protocol(
                        "DATA of stream 1: padding of 2 octets in a payload of 2", frame(FrameType.DATA, 8, 1, "0200")),
                size("HEADERS of stream 1: 0 octets (expected: at least 1)", zeros(FrameType.HEADERS, 8, 1, 0)),
                size("HEADERS of stream 1: 4 octets (expected: at least 5)", zeros(FrameType.HEADERS, 0x20, 1, 4)),
                size("HEADERS of stream 1: 5 octets (expected: at least 6)", zeros(FrameType.HEADERS, 0x28, 1, 5)),
                protocol(
                        "HEADERS of stream 1: padding of 3 octets in a payload of 3",
                        frame(FrameType.HEADERS, 8, 1, "030000")),
                protocol(
                        "HEADERS of stream 1: padding of 1 octets in a payload of 6",
                        frame(FrameType.HEADERS, 0x28, 1, "010000000000")),
                protocol("PUSH_PROMISE of stream 1: push is not allowed", zeros(FrameType.PUSH_PROMISE, 4, 1, 4)),
                protocol("WINDOW_UPDATE of stream 0: an increment of 0", zeros(FrameType.WINDOW_UPDATE, 0, 0, 4)),
                protocol("SETTINGS_ENABLE_PUSH: 2 (expected: 0-1)", settings("0002 00000002")),
                Arguments.of(
                        "SETTINGS_INITIAL_WINDOW_SIZE: 2147483648 (expected: 0-2147483647)",
                        ErrorCode.FLOW_CONTROL_ERROR,
                        Abuse.PROTOCOL,
                        settings("0004 80000000")),
                protocol("SETTINGS_MAX_FRAME_SIZE: 16383 (expected: 16384-16777215)", settings("0005 00003fff")),
                protocol("SETTINGS_MAX_FRAME_SIZE: 16777216 (expected: 16384-16777215)", settings("0005 01000000")),
                calm(
                        Abuse.CONTROL_FRAMES,
                        "SETTINGS of stream 0: 33 settings (expected: at most 32)",
                        zeros(FrameType.SETTINGS, 0, 0, 33 * 6)),
                protocol("CONTINUATION of stream 1: no header block is open", zeros(FrameType.CONTINUATION, 4, 1, 0)),
                inBlock("CONTINUATION of stream 3", zeros(FrameType.CONTINUATION, 4, 3, 0)),
                inBlock("HEADERS of stream 1", zeros(FrameType.HEADERS, 4, 1, 0)),
                inBlock("DATA of stream 1", zeros(FrameType.DATA, 0, 1, 0)),
                inBlock("PING of stream 0", zeros(FrameType.PING, 0, 0, 8)),
                inBlock("frame type 32 of stream 1", zeros(0x20, 0, 1, 8)),
                Arguments.of(
                        "header block: index 0 (expected: 1-61)",
                        ErrorCode.COMPRESSION_ERROR,
                        Abuse.COMPRESSION,
                        frame(FrameType.HEADERS, 4, 1, "80")),
                calm(
                        Abuse.CONTINUATION,
                        "CONTINUATION of stream 1: a header block of 10 frames, 9 of them empty",
                        all(OPEN_BLOCK.duplicate(), times(9, zeros(FrameType.CONTINUATION, 0, 1, 0)))),
                calm(
                        Abuse.CONTINUATION,
                        "CONTINUATION of stream 1: a header block of 65 frames, 0 of them empty",
                        all(OPEN_BLOCK.duplicate(), times(64, zeros(FrameType.CONTINUATION, 0, 1, 1)))),
                calm(
                        Abuse.CONTINUATION,
                        "CONTINUATION of stream 1: a header block of 32769 octets (expected: at most 32768)",
                        all(
                                OPEN_BLOCK.duplicate(),
                                zeros(FrameType.CONTINUATION, 0, 1, 16384),
                                head(16384, FrameType.CONTINUATION, 0, 1))));
    }

    private static Arguments size(String message, ByteBuf frames) {
        return Arguments.of(message, ErrorCode.FRAME_SIZE_ERROR, Abuse.PROTOCOL, frames);
    }

    private static Arguments protocol(String message, ByteBuf frames) {
        return Arguments.of(message, ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, frames);
    }

    private static Arguments inBlock(String frame, ByteBuf frames) {
        return protocol(frame + ": expected: CONTINUATION of stream 1", all(OPEN_BLOCK.duplicate(), frames));
    }

    private static Arguments calm(Abuse kind, String message, ByteBuf frames) {
        return Arguments.of(message, ErrorCode.ENHANCE_YOUR_CALM, kind, frames);
    }

    private static ByteBuf settings(String payload) {
        return frame(FrameType.SETTINGS, 0, 0, payload);
    }

    private static ByteBuf times(int times, ByteBuf frame) {
        ByteBuf all = Unpooled.buffer();
        for (int i = 0; i < times; i++) {
            all.writeBytes(frame.duplicate());
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void endsTheConnection(String message, ErrorCode code, Abuse kind, ByteBuf frames) {
        assertThatExceptionOfType(ConnectionFault.class)
                .isThrownBy(() -> reader.read(frames))
                .withMessage(message)
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.kind()).isEqualTo(kind);
                });
        assertThat(events.lines()).isEmpty();
    }

    @Test
    void takesABlockOfTheMostFramesAndOctetsThatMayBe() {
        // Given
        ByteBuf plain =
                Unpooled.buffer().writeBytes(Texts.hex("40 0161 7ffafe01")).writeZero(32_761);

        // When
        reader.read(frame(FrameType.HEADERS, 0, 1, plain.readSlice(16_384)));
        for (int i = 0; i < 54; i++) {
            reader.read(frame(FrameType.CONTINUATION, 0, 1, plain.readSlice(1)));
        }
        reader.read(times(8, zeros(FrameType.CONTINUATION, 0, 1, 0)));
        reader.read(frame(FrameType.CONTINUATION, FrameFlag.END_HEADERS, 1, plain));

        // Then
        assertThat(events.lines()).containsExactly("headers 1 [] LIST_TOO_LARGE");
    }

    @Test
    void takesAFrameOfHeadersWhereItsListMayBeSmall() {
        // Given
        FrameReader reader = new FrameReader(events, new HeaderScratch(), 100, 100);
        ByteBuf block = Unpooled.buffer();
        for (int i = 0; i < 16_384; i++) {
            block.writeByte(0x83);
        }

        // When
        reader.read(frame(FrameType.HEADERS, FrameFlag.END_HEADERS, 1, block));

        // Then
        assertThat(events.lines()).containsExactly("headers 1 [:method: POST, :method: POST] LIST_TOO_LARGE");
    }
}
