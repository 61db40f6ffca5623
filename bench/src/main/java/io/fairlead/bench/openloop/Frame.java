package io.fairlead.bench.openloop;

import io.netty.buffer.ByteBuf;

/** The types of HTTP/2's frames, in the order of their numbers (RFC 9113, section 6). */
enum Frame {
    DATA,
    HEADERS,
    PRIORITY,
    RST_STREAM,
    SETTINGS,
    PUSH_PROMISE,
    PING,
    GOAWAY,
    WINDOW_UPDATE,
    CONTINUATION,
    /** One that an extension defines, which is to be ignored. */
    UNKNOWN;

    /** Where in the head the stream is. */
    static final int STREAM_AT = 5;

    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int PRIORITISED = 0x20;

    private static final int HEAD = 9;
    private static final Frame[] TYPES = values();

    /** Writes a head, which {@code length} bytes are to follow. */
    void write(ByteBuf out, int length, int flags, int stream) {
        out.writeMedium(length).writeByte(ordinal()).writeByte(flags).writeInt(stream);
    }

    /**
     * What is before the payload.
     *
     * @param length of the payload
     */
    record Head(Frame type, int length, int flags, int stream) {

        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /** Returns whether the frame at the reader index of {@code in} is there to its end. */
    static boolean isWhole(ByteBuf in) {
        return in.readableBytes() >= HEAD && in.readableBytes() >= HEAD + in.getUnsignedMedium(in.readerIndex());
    }

    /** Reads the head of a frame. */
    static Head readHead(ByteBuf in) {
        int length = in.readUnsignedMedium();
        Frame type = TYPES[Math.min(in.readUnsignedByte(), TYPES.length - 1)];
        return new Head(type, length, in.readUnsignedByte(), in.readInt() & Integer.MAX_VALUE);
    }
}
