package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Frames.all;
import static io.fairlead.proxy.http2.Frames.frame;
import static io.fairlead.proxy.http2.Frames.head;
import static io.fairlead.proxy.http2.Frames.zeros;
import static io.fairlead.proxy.http2.Texts.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final int MAX_LIST = 16384;
    private static final int MAX_COUNT = 100;

    private final Events events = new Events();
    private final FrameReader reader = new FrameReader(events, new HeaderScratch(), MAX_LIST, MAX_COUNT);

    @Test
    void tellsOfEachFrame() {
        // When
        reader.read(frames());

        // Then
        assertThat(events.lines()).containsExactlyElementsOf(expected());
        assertThat(reader.inFrame()).isFalse();
        assertThat(reader.inHeaderBlock()).isFalse();
    }

    @Test
    void tellsTheSameOfPiecesOfOneSize() {
        for (int size = 1; size < 200; size++) {
            // Given
            Events told = new Events();
            FrameReader reader = new FrameReader(told, new HeaderScratch(), MAX_LIST, MAX_COUNT);
            ByteBuf frames = frames();

            // When
            while (frames.isReadable()) {
                reader.read(frames.readSlice(Math.min(size, frames.readableBytes())));
            }

            // Then
            assertThat(told.lines()).as("pieces of %d", size).containsExactlyElementsOf(expected());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void tellsTheSameOfPiecesOfAnySize(long seed) {
        // Given
        Random random = new Random(seed);
        ByteBuf frames = frames();

        // When
        while (frames.isReadable()) {
            reader.read(frames.readSlice(Math.min(random.nextInt(30), frames.readableBytes())));
        }

        // Then
        assertThat(events.lines()).containsExactlyElementsOf(expected());
    }

    @Test
    void readsFromAnyPlaceOfADirectBuffer() {
        // Given
        ByteBuf in = Unpooled.directBuffer().writeZero(5).writeBytes(frames());
        in.skipBytes(5);

        // When
        reader.read(in);

        // Then
        assertThat(events.lines()).containsExactlyElementsOf(expected());
        assertThat(in.isReadable()).isFalse();
        in.release();
    }

    private static ByteBuf frames() {
        ByteBuf out = Unpooled.buffer();
        HpackEncoder encoder = new HpackEncoder(new HeaderScratch());
        FrameWriter.settings(out, Settings.NONE.withMaxConcurrentStreams(100).withInitialWindowSize(0xffff_ff));
        FrameWriter.settings(out, Settings.NONE);
        FrameWriter.settingsAck(out);
        FrameWriter.ping(out, 0x0102_0304_8506_0708L, false);
        FrameWriter.ping(out, -1, true);
        FrameWriter.headers(out, 1, fields(":method", "POST", "a", "b"), false, encoder, 16384);
        FrameWriter.headers(out, 3, fields(":method", "POST", "a", "b"), true, encoder, 16384);
        FrameWriter.headers(out, 5, fields(":method", "POST", "a", "b"), true, encoder, 1);
        FrameWriter.dataHeader(out, 1, 5, false);
        out.writeBytes(Texts.bytes("hello"));
        FrameWriter.dataHeader(out, 1, 0, false);
        FrameWriter.dataHeader(out, 1, 2, true);
        out.writeBytes(Texts.bytes("hi"));
        out.writeBytes(frame(FrameType.DATA, FrameFlag.PADDED, 7, "02 6162 0000"));
        out.writeBytes(frame(FrameType.DATA, FrameFlag.PADDED | FrameFlag.END_STREAM, 9, "03 000000"));
        out.writeBytes(frame(FrameType.DATA, FrameFlag.PADDED | FrameFlag.END_STREAM, 11, "00"));
        out.writeBytes(frame(FrameType.DATA, FrameFlag.END_STREAM, 13, ""));
        FrameWriter.windowUpdate(out, 0, Integer.MAX_VALUE);
        FrameWriter.windowUpdate(out, 3, 1);
        FrameWriter.reset(out, 3, 0xffff_ffffL);
        out.writeBytes(frame(FrameType.PRIORITY, 0, 5, "8000000310"));
        out.writeBytes(frame(FrameType.HEADERS, 0x2d, 15, "02 8000000310 83 0000".replace(" ", "")));
        out.writeBytes(frame(FrameType.HEADERS, 0x29, 17, "02 0000000310 83 0000".replace(" ", "")));
        out.writeBytes(frame(FrameType.CONTINUATION, 0, 17, ""));
        out.writeBytes(frame(FrameType.CONTINUATION, FrameFlag.END_HEADERS, 0x8000_0011, "86be"));
        out.writeBytes(frame(FrameType.HEADERS, 0x24, 19, "80000013 00 4001630164"));
        FrameWriter.headers(out, 21, fields("c", "d"), false, new HpackEncoder(new HeaderScratch()), 16384);
        out.writeBytes(zeros(0xc, 0xff, 1, 300));
        out.writeBytes(frame(0xff, 0, 0, ""));
        out.writeBytes(frame(FrameType.PRIORITY, 0, 5, "00000003"));
        out.writeBytes(frame(FrameType.PRIORITY, 0, 5, "0000000510"));
        out.writeBytes(frame(FrameType.WINDOW_UPDATE, 0, 5, "80000000"));
        out.writeBytes(frame(FrameType.SETTINGS, 0, 0, "00ff 00000001 0003 00000005 0003 00000006"));
        FrameWriter.goAway(out, 21, ErrorCode.ENHANCE_YOUR_CALM, "too much");
        out.writeBytes(frame(FrameType.GOAWAY, 0, 0, "80000001 80000000 0a41ff"));
        return out;
    }

    private static List<String> expected() {
        return List.of(
                Settings.NONE
                        .withMaxConcurrentStreams(100)
                        .withInitialWindowSize(0xffff_ff)
                        .toString(),
                Settings.NONE.toString(),
                "settings acknowledged",
                "ping " + 0x0102_0304_8506_0708L,
                "ping acknowledged -1",
                "headers 1 [:method: POST, a: b] WHOLE",
                "headers 3 [:method: POST, a: b] end WHOLE",
                "headers 5 [:method: POST, a: b] end WHOLE",
                "data 1 7: hellohi end",
                "data 7 5: ab",
                "data 9 4:  end",
                "data 11 1:  end",
                "data 13 0:  end",
                "window 0 2147483647",
                "window 3 1",
                "reset 3 4294967295",
                "priority 5",
                "headers 15 [:method: POST] end WHOLE",
                "headers 17 [:method: POST, :scheme: http, a: b] end WHOLE",
                "fault 19 PROTOCOL_ERROR PROTOCOL: HEADERS of stream 19: it depends on itself",
                "headers 21 [c: d] WHOLE",
                "unknown 12",
                "unknown 255",
                "fault 5 FRAME_SIZE_ERROR PROTOCOL: PRIORITY of stream 5: 4 octets (expected: 5)",
                "fault 5 PROTOCOL_ERROR PROTOCOL: PRIORITY of stream 5: it depends on itself",
                "fault 5 PROTOCOL_ERROR PROTOCOL: WINDOW_UPDATE of stream 5: an increment of 0",
                Settings.NONE.withMaxConcurrentStreams(6).toString(),
                "goaway 21 11: too much",
                "goaway 1 2147483648: ?A?");
    }

    @Test
    void handsOnDataAsItComes() {
        // Given
        List<String> pieces = new ArrayList<>();
        FrameReader reader = new FrameReader(
                new DataListener((stream, piece, flowBytes, endStream) ->
                        pieces.add(piece.readableBytes() + " of " + flowBytes + (endStream ? " end" : ""))),
                new HeaderScratch(),
                MAX_LIST,
                MAX_COUNT);
        int flags = FrameFlag.PADDED | FrameFlag.END_STREAM;
        ByteBuf in = frame(FrameType.DATA, flags, 1, "03 6162636465 000000");

        // When
        for (int size : new int[] {9, 1, 2, 3, 1, 2}) {
            reader.read(in.readSlice(size));
        }

        // Then
        assertThat(pieces).containsExactly("2 of 6", "3 of 3 end");
    }

    @Test
    void aPieceThatIsRetainedLasts() {
        // Given
        List<ByteBuf> kept = new ArrayList<>();
        FrameReader reader = new FrameReader(
                new DataListener((stream, piece, flowBytes, endStream) -> kept.add(piece.retainedSlice())),
                new HeaderScratch(),
                MAX_LIST,
                MAX_COUNT);
        ByteBuf in = all(frame(FrameType.DATA, 0, 1, "6162"), frame(FrameType.DATA, 0, 1, "6364"));

        // When
        reader.read(in);

        // Then
        assertThat(kept).extracting(Texts::hex).containsExactly("6162", "6364");
        in.release();
        kept.forEach(ByteBuf::release);
        assertThat(in.refCnt()).isZero();
    }

    @Test
    void saysWhetherAHeaderBlockIsNotWhole() {
        // Given
        ByteBuf frames = all(
                frame(FrameType.HEADERS, 0, 1, "83"), frame(FrameType.CONTINUATION, FrameFlag.END_HEADERS, 1, "86"));
        reader.read(frames.readSlice(8));
        assertThat(reader.inHeaderBlock()).isFalse();
        assertThat(reader.inFrame()).isTrue();

        // When
        reader.read(frames.readSlice(1));

        // Then
        assertThat(reader.inHeaderBlock()).isTrue();
        assertThat(reader.inFrame()).isTrue();
        reader.read(frames.readSlice(1));
        assertThat(reader.inHeaderBlock()).isTrue();
        assertThat(reader.inFrame()).isFalse();
        reader.read(frames);
        assertThat(reader.inHeaderBlock()).isFalse();
        assertThat(reader.inFrame()).isFalse();
    }

    @Test
    void dataThatIsNotWholeIsNoFrameToWaitFor() {
        // When
        reader.read(head(5, FrameType.DATA, 0, 1));

        // Then
        assertThat(reader.inFrame()).isFalse();
        assertThat(events.lines()).isEmpty();
    }

    @Test
    void saysHowMuchOfAListWasKept() {
        // Given
        FrameReader reader = new FrameReader(events, new HeaderScratch(), MAX_LIST, 1);

        // When
        reader.read(frame(FrameType.HEADERS, FrameFlag.END_HEADERS, 1, "8386"));

        // Then
        assertThat(events.lines()).containsExactly("headers 1 [:method: POST] TOO_MANY");
    }

    @Test
    void readsNothingOnceItIsClosed() {
        // Given
        reader.read(frame(FrameType.HEADERS, 0, 1, "83"));
        reader.close();
        ByteBuf in = frame(FrameType.PING, 0, 0, "0000000000000000");

        // When
        reader.read(in);

        // Then
        assertThat(events.lines()).isEmpty();
        assertThat(in.isReadable()).isFalse();
    }

    @Test
    void stopsWhereItsHandlerClosesIt() {
        // Given
        List<Integer> told = new ArrayList<>();
        FrameReader[] reader = new FrameReader[1];
        reader[0] = new FrameReader(
                new DataListener((stream, piece, flowBytes, endStream) -> {
                    told.add(stream);
                    reader[0].close();
                }),
                new HeaderScratch(),
                MAX_LIST,
                MAX_COUNT);
        ByteBuf in = all(zeros(FrameType.DATA, 0, 1, 5), zeros(FrameType.DATA, 0, 3, 5));

        // When
        reader[0].read(in);

        // Then
        assertThat(told).containsExactly(1);
        assertThat(in.isReadable()).isFalse();
    }

    @Test
    void aFaultOfItsHandlerEndsIt() {
        // Given
        ConnectionFault fault = new ConnectionFault(ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "too much");
        List<Integer> told = new ArrayList<>();
        FrameReader reader = new FrameReader(
                new DataListener((stream, piece, flowBytes, endStream) -> {
                    told.add(stream);
                    throw fault;
                }),
                new HeaderScratch(),
                MAX_LIST,
                MAX_COUNT);

        // When
        assertThatExceptionOfType(ConnectionFault.class)
                .isThrownBy(() -> reader.read(all(zeros(FrameType.DATA, 0, 1, 5), zeros(FrameType.DATA, 0, 3, 5))))
                // Then
                .isSameAs(fault);
        reader.read(zeros(FrameType.DATA, 0, 5, 5));
        assertThat(told).containsExactly(1);
    }

    private static final class DataListener extends Events {

        private final OnData onData;

        DataListener(OnData onData) {
            this.onData = onData;
        }

        @Override
        public void data(int stream, ByteBuf piece, int flowBytes, boolean endStream) {
            onData.data(stream, piece, flowBytes, endStream);
        }
    }

    private interface OnData {

        void data(int stream, ByteBuf piece, int flowBytes, boolean endStream);
    }
}
