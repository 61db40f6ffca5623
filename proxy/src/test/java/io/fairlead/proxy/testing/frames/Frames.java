package io.fairlead.proxy.testing.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Makes the bytes of frames, of which none need be right. */
public final class Frames {

    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private Frames() {}

    /** Returns a frame whose length is that of its payload. */
    public static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    public static byte[] data(int stream, String content, boolean endStream) {
        return frame(FrameType.DATA, endStream ? FrameType.END_STREAM : 0, stream, octets(content));
    }

    /** Returns a DATA frame with {@code padding} octets behind the content. */
    public static byte[] padded(int stream, String content, int padding, boolean endStream) {
        byte[] payload = ByteBuffer.allocate(1 + content.length() + padding)
                .put((byte) padding)
                .put(octets(content))
                .array();
        return frame(FrameType.DATA, FrameType.PADDED | (endStream ? FrameType.END_STREAM : 0), stream, payload);
    }

    public static byte[] reset(int stream, long code) {
        return frame(FrameType.RST_STREAM, 0, stream, ints((int) code));
    }

    /** Returns a SETTINGS frame of identifiers and values in turn. */
    public static byte[] settings(long... identifiersAndValues) {
        ByteBuffer payload = ByteBuffer.allocate(identifiersAndValues.length * 3);
        for (int i = 0; i < identifiersAndValues.length; i += 2) {
            payload.putShort((short) identifiersAndValues[i]).putInt((int) identifiersAndValues[i + 1]);
        }
        return frame(FrameType.SETTINGS, 0, 0, payload.array());
    }

    public static byte[] settingsAck() {
        return frame(FrameType.SETTINGS, FrameType.ACK, 0);
    }

    public static byte[] ping(long content, boolean ack) {
        byte[] payload = ByteBuffer.allocate(8).putLong(content).array();
        return frame(FrameType.PING, ack ? FrameType.ACK : 0, 0, payload);
    }

    public static byte[] goAway(int lastStream, long code) {
        return frame(FrameType.GOAWAY, 0, 0, ints(lastStream, (int) code));
    }

    public static byte[] windowUpdate(int stream, int increment) {
        return frame(FrameType.WINDOW_UPDATE, 0, stream, ints(increment));
    }

    /** Returns a PRIORITY frame that has {@code stream} depend on {@code parent}. */
    public static byte[] priority(int stream, int parent) {
        byte[] payload = ByteBuffer.allocate(5).putInt(parent).put((byte) 15).array();
        return frame(FrameType.PRIORITY, 0, stream, payload);
    }

    /** Returns a gRPC message with its prefix, not compressed. */
    public static String message(String content) {
        byte[] prefixed = ByteBuffer.allocate(5 + content.length())
                .put((byte) 0)
                .putInt(content.length())
                .put(octets(content))
                .array();
        return new String(prefixed, ISO_8859_1);
    }

    public static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}
