package io.fairlead.bench.openloop;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** The types of HTTP/2's frames, with their numbers (RFC 9113, section 6). */
enum Frame {
    DATA(0x0),
    HEADERS(0x1),
    PRIORITY(0x2),
    RST_STREAM(0x3),
    SETTINGS(0x4),
    PUSH_PROMISE(0x5),
    PING(0x6),
    GOAWAY(0x7),
    WINDOW_UPDATE(0x8),
    CONTINUATION(0x9),
    /** One that an extension defines, which is to be ignored. */
    UNKNOWN(0xff);

    /** Where in the head the stream is. */
    static final int STREAM_AT = 5;

    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int PRIORITISED = 0x20;

    private static final int HEAD = 9;
    /** At the place of its number each, and the unknown one behind them. */
    private static final List<Frame> TYPES = List.of(values());

    private final int number;

    Frame(int number) {
        this.number = number;
    }

    /** Writes a head, which {@code length} bytes are to follow. */
    void write(ByteBuf out, int length, int flags, int stream) {
        out.writeMedium(length).writeByte(number).writeByte(flags).writeInt(stream);
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
        Frame type = TYPES.get(Math.min(in.readUnsignedByte(), TYPES.size() - 1));
        return new Head(type, length, in.readUnsignedByte(), in.readInt() & Integer.MAX_VALUE);
    }
}
