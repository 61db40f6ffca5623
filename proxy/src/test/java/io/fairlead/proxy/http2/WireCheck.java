package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for whatever comes: it is read or ends in a {@link ConnectionFault}; it is the same in pieces and whole; what was read of header
 * blocks is the same again once it was written; nothing leaks. An input is the size of the pieces that the rest comes in, then frames.
 */
final class WireCheck {

    private static final int MAX_LIST = 4096;
    private static final int MAX_COUNT = 64;

    private WireCheck() {}

    static void check(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] frames = Arrays.copyOfRange(input, 1, input.length);
        Events whole = new Events();
        String fault = read(frames, frames.length, whole);
        Rewriter pieces = new Rewriter();
        String faultInPieces = read(frames, input[0] & 0xff, pieces);

        assertThat(faultInPieces).isEqualTo(fault);
        assertThat(pieces.lines()).isEqualTo(whole.lines());
        pieces.assertReadsTheSame();
    }

    /** Returns what ended it. */
    private static @Nullable String read(byte[] frames, int pieceSize, FrameHandler handler) {
        ByteBuf in = UnpooledByteBufAllocator.DEFAULT.heapBuffer().writeBytes(frames);
        FrameReader reader = new FrameReader(handler, new HeaderScratch(), MAX_LIST, MAX_COUNT);
        try {
            while (in.isReadable()) {
                reader.read(in.readSlice(Math.min(Math.max(1, pieceSize), in.readableBytes())));
            }
            return null;
        } catch (ConnectionFault fault) {
            return fault.code() + " " + fault.kind() + " " + fault.getMessage();
        } finally {
            reader.close();
            assertThat(in.release()).as("no more references").isTrue();
        }
    }

    /** Writes header blocks on, as a proxy does. */
    private static final class Rewriter extends Events {

        /** So few octets that some blocks take several frames, and so many that none takes more than may be. */
        private static final int MAX_FRAME_SIZE = 100;

        private final HpackEncoder encoder = new HpackEncoder(new HeaderScratch());
        private final ByteBuf written = Unpooled.buffer();
        private final Events expected = new Events();

        @Override
        public void headers(int stream, Fields fields, boolean endStream, Decoded decoded) {
            super.headers(stream, fields, endStream, decoded);
            FrameWriter.headers(written, stream, fields, endStream, encoder, MAX_FRAME_SIZE);
            expected.headers(stream, fields, endStream, Decoded.WHOLE);
        }

        @Override
        public void settings(Settings settings) {
            super.settings(settings);
            if (settings.headerTableSize() != Settings.NOT_SET) {
                encoder.maxTableSize(settings.headerTableSize());
            }
        }

        @Override
        public void data(int stream, ByteBuf piece, int flowBytes, boolean endStream) {
            ByteBuf kept = piece.retainedSlice();
            super.data(stream, kept, flowBytes, endStream);
            kept.release();
        }

        void assertReadsTheSame() {
            Events read = new Events();
            new FrameReader(read, new HeaderScratch(), MAX_LIST, MAX_COUNT).read(written);
            assertThat(withoutMarks(read)).isEqualTo(withoutMarks(expected));
        }

        /** A field that was not marked may be now, for the encoder knows some that are secret. */
        private static List<String> withoutMarks(Events events) {
            return events.lines().stream().map(line -> line.replace("!", "")).toList();
        }
    }
}
