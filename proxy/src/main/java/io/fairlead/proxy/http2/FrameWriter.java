package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/** Appends frames to a buffer. */
public final class FrameWriter {

    /** Where in a frame its flags are. */
    private static final int FLAGS = 4;

    private FrameWriter() {}

    /** Writes SETTINGS with those that are set. */
    public static void settings(ByteBuf out, Settings settings) {
        int start = out.writerIndex();
        header(out, 0, FrameType.SETTINGS, 0, 0);
        setting(out, SettingId.HEADER_TABLE_SIZE, settings.headerTableSize());
        setting(out, SettingId.ENABLE_PUSH, settings.enablePush());
        setting(out, SettingId.MAX_CONCURRENT_STREAMS, settings.maxConcurrentStreams());
        setting(out, SettingId.INITIAL_WINDOW_SIZE, settings.initialWindowSize());
        setting(out, SettingId.MAX_FRAME_SIZE, settings.maxFrameSize());
        setting(out, SettingId.MAX_HEADER_LIST_SIZE, settings.maxHeaderListSize());
        out.setMedium(start, out.writerIndex() - start - FrameHead.OCTETS);
    }

    public static void settingsAck(ByteBuf out) {
        header(out, 0, FrameType.SETTINGS, FrameFlag.ACK, 0);
    }

    public static void ping(ByteBuf out, long payload, boolean ack) {
        header(out, Long.BYTES, FrameType.PING, ack ? FrameFlag.ACK : 0, 0);
        out.writeLong(payload);
    }

    /** Writes GOAWAY; {@code debug} is a short line of ASCII. */
    public static void goAway(ByteBuf out, int lastStream, ErrorCode code, String debug) {
        header(out, 2 * Integer.BYTES + debug.length(), FrameType.GOAWAY, 0, 0);
        out.writeInt(lastStream);
        out.writeInt(code.code());
        out.writeCharSequence(debug, US_ASCII);
    }

    public static void reset(ByteBuf out, int stream, long code) {
        header(out, Integer.BYTES, FrameType.RST_STREAM, 0, stream);
        out.writeInt((int) code);
    }

    public static void windowUpdate(ByteBuf out, int stream, int increment) {
        header(out, Integer.BYTES, FrameType.WINDOW_UPDATE, 0, stream);
        out.writeInt(increment);
    }

    /** Writes what stands before the {@code length} octets of a DATA frame. */
    public static void dataHeader(ByteBuf out, int stream, int length, boolean endStream) {
        header(out, length, FrameType.DATA, endStream ? FrameFlag.END_STREAM : 0, stream);
    }

    /** Writes HEADERS, and CONTINUATION for what of the block is above {@code maxFrameSize}. */
    public static void headers(
            ByteBuf out, int stream, Fields fields, boolean endStream, HpackEncoder encoder, int maxFrameSize) {
        int start = out.writerIndex();
        header(out, 0, FrameType.HEADERS, endStream ? FrameFlag.END_STREAM : 0, stream);
        encoder.encode(out, fields);
        int length = out.writerIndex() - start - FrameHead.OCTETS;
        if (length <= maxFrameSize) {
            out.setMedium(start, length);
            out.setByte(start + FLAGS, out.getByte(start + FLAGS) | FrameFlag.END_HEADERS);
        } else {
            split(out, start, stream, length, maxFrameSize);
        }
    }

    /** Puts CONTINUATION's first octets into a block that is too long for a frame. Few are, so that it may be copied for it. */
    private static void split(ByteBuf out, int start, int stream, int length, int maxFrameSize) {
        out.setMedium(start, maxFrameSize);
        int secondFrame = start + FrameHead.OCTETS + maxFrameSize;
        byte[] rest = new byte[length - maxFrameSize];
        out.getBytes(secondFrame, rest);
        out.writerIndex(secondFrame);
        for (int at = 0; at < rest.length; at += maxFrameSize) {
            int part = Math.min(maxFrameSize, rest.length - at);
            header(out, part, FrameType.CONTINUATION, at + part == rest.length ? FrameFlag.END_HEADERS : 0, stream);
            out.writeBytes(rest, at, part);
        }
    }

    private static void setting(ByteBuf out, int id, long value) {
        if (value != Settings.NOT_SET) {
            out.writeShort(id);
            out.writeInt((int) value);
        }
    }

    private static void header(ByteBuf out, int length, int type, int flags, int stream) {
        out.writeMedium(length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
    }
}
