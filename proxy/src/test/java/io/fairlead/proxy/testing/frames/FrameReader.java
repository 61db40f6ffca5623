package io.fairlead.proxy.testing.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fairlead.proxy.testing.frames.Frame.Data;
import io.fairlead.proxy.testing.frames.Frame.GoAway;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frame.Other;
import io.fairlead.proxy.testing.frames.Frame.Ping;
import io.fairlead.proxy.testing.frames.Frame.Priority;
import io.fairlead.proxy.testing.frames.Frame.Reset;
import io.fairlead.proxy.testing.frames.Frame.Settings;
import io.fairlead.proxy.testing.frames.Frame.WindowUpdate;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads frames, of which it expects that they are right. */
final class FrameReader {

    private static final int DEFAULT_MAX_FRAME_SIZE = 16 * 1024;

    private final DataInputStream in;
    private final FieldDecoder fields = new FieldDecoder();
    private int maxFrameSize = DEFAULT_MAX_FRAME_SIZE;

    FrameReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** Says what the other side has acknowledged that it may send, as far as {@code settings} say it. */
    void acknowledged(Settings settings) throws IOException {
        Long tableSize = settings.values().get(FrameType.HEADER_TABLE_SIZE);
        if (tableSize != null) {
            fields.maxTableSize(tableSize);
        }
        Long frameSize = settings.values().get(FrameType.MAX_FRAME_SIZE);
        if (frameSize != null) {
            maxFrameSize = Math.toIntExact(frameSize);
        }
    }

    /** Reads that many bytes that are no frame. */
    String preface(int length) throws IOException {
        return new String(exactly(length), ISO_8859_1);
    }

    /** Waits for the next frame; a header block is one with all its CONTINUATIONs. */
    Frame next() throws IOException {
        Raw frame = raw();
        return switch (frame.type) {
            case FrameType.DATA -> data(frame);
            case FrameType.HEADERS -> headers(frame);
            case FrameType.PRIORITY -> new Priority(frame.stream);
            case FrameType.RST_STREAM -> new Reset(frame.stream, unsigned(frame.payload.getInt()));
            case FrameType.SETTINGS -> settings(frame);
            case FrameType.PING -> new Ping(frame.payload.getLong(), frame.has(FrameType.ACK));
            case FrameType.GOAWAY ->
                new GoAway(frame.payload.getInt(), unsigned(frame.payload.getInt()), text(frame.payload));
            case FrameType.WINDOW_UPDATE -> new WindowUpdate(frame.stream, frame.payload.getInt());
            default -> new Other(frame.type, frame.flags, frame.stream, text(frame.payload));
        };
    }

    private static Data data(Raw frame) {
        int length = frame.payload.remaining();
        frame.unpad();
        return new Data(frame.stream, text(frame.payload), length, frame.has(FrameType.END_STREAM));
    }

    private Headers headers(Raw first) throws IOException {
        first.unpad();
        if (first.has(FrameType.PRIORITISED)) {
            first.payload.position(first.payload.position() + 5);
        }
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        int frames = 1;
        Raw frame = first;
        block.writeBytes(rest(frame.payload));
        while (!frame.has(FrameType.END_HEADERS)) {
            frame = raw();
            if (frame.type != FrameType.CONTINUATION || frame.stream != first.stream) {
                throw new IOException("frame of type " + frame.type + " in a header block");
            }
            block.writeBytes(rest(frame.payload));
            frames++;
        }
        return new Headers(first.stream, fields.decode(block.toByteArray()), frames, first.has(FrameType.END_STREAM));
    }

    private static Settings settings(Raw frame) {
        Map<Integer, Long> values = new LinkedHashMap<>();
        while (frame.payload.hasRemaining()) {
            values.put((int) frame.payload.getShort(), unsigned(frame.payload.getInt()));
        }
        return new Settings(values, frame.has(FrameType.ACK));
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }

    private static String text(ByteBuffer payload) {
        return new String(rest(payload), ISO_8859_1);
    }

    private static byte[] rest(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private Raw raw() throws IOException {
        ByteBuffer head = ByteBuffer.wrap(exactly(9));
        int lengthAndType = head.getInt();
        int flags = head.get();
        int stream = head.getInt();
        int length = lengthAndType >>> 8;
        if (length > maxFrameSize) {
            throw new IOException("a frame of " + length + " bytes, where " + maxFrameSize + " were allowed");
        }
        return new Raw(lengthAndType & 0xff, flags, stream, ByteBuffer.wrap(exactly(length)));
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private record Raw(int type, int flags, int stream, ByteBuffer payload) {

        boolean has(int flag) {
            return (flags & flag) != 0;
        }

        void unpad() {
            if (has(FrameType.PADDED)) {
                int padding = payload.get() & 0xff;
                payload.limit(payload.limit() - padding);
            }
        }
    }
}
