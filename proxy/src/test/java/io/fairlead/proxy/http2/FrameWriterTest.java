package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Texts.fields;
import static io.fairlead.proxy.http2.Texts.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameWriterTest {

    private final ByteBuf out = Unpooled.buffer();

    @Test
    void writesTheSettingsThatAreSet() {
        // When
        FrameWriter.settings(
                out,
                Settings.NONE
                        .withHeaderTableSize(1)
                        .withEnablePush(0)
                        .withMaxConcurrentStreams(0xffff_ffffL)
                        .withMaxHeaderListSize(16384));

        // Then
        assertThat(hex(out))
                .isEqualTo("000018040000000000" + "000100000001" + "000200000000" + "0003ffffffff" + "000600004000");
    }

    @Test
    void writesFramesOfAFewOctets() {
        // When
        FrameWriter.settingsAck(out);
        FrameWriter.ping(out, 1, false);
        FrameWriter.ping(out, 2, true);
        FrameWriter.reset(out, 5, ErrorCode.CANCEL.code());
        FrameWriter.windowUpdate(out, 5, 0x1000);
        FrameWriter.dataHeader(out, 5, 16384, true);
        FrameWriter.dataHeader(out, 5, 1, false);
        FrameWriter.goAway(out, 7, ErrorCode.HTTP_1_1_REQUIRED, "no");

        // Then
        assertThat(hex(out))
                .isEqualTo("000000040100000000"
                        + "0000080600000000000000000000000001"
                        + "0000080601000000000000000000000002"
                        + "00000403000000000500000008"
                        + "00000408000000000500001000"
                        + "004000000100000005"
                        + "000001000000000005"
                        + "00000a070000000000" + "00000007" + "0000000d" + "6e6f");
    }

    @Test
    void writesAHeaderBlockInOneFrame() {
        // When
        FrameWriter.headers(
                out, 5, fields(":method", "GET", ":path", "/"), true, new HpackEncoder(new HeaderScratch()), 2);

        // Then
        assertThat(hex(out)).isEqualTo("000002010500000005" + "8284");
    }

    @ParameterizedTest
    @ValueSource(ints = {16_384, 16_385, 32_768, 32_769, 60_000})
    void writesALongHeaderBlockInFramesOfTheSizeThatMayBe(int octets) {
        // Given
        Events events = new Events();
        int valueLength = octets - 6; // with it: the length of the name, the name, and a length of four octets
        out.writeZero(3);

        // When
        FrameWriter.headers(
                out, 5, fields("x", "y".repeat(valueLength - 1)), false, new HpackEncoder(new HeaderScratch()), 16_384);
        FrameWriter.headers(out, 7, fields(":path", "/"), true, new HpackEncoder(new HeaderScratch()), 16_384);

        // Then
        new FrameReader(events, new HeaderScratch(), 100_000, 100).read(out.skipBytes(3));
        assertThat(events.lines())
                .containsExactly(
                        "headers 5 [x: " + "y".repeat(valueLength - 1) + "] WHOLE", "headers 7 [:path: /] end WHOLE");
    }
}
