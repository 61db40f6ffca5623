package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;

/** The nine octets before each frame's payload, RFC 9113 section 4.1, as they come. */
final class FrameHead {

    static final int OCTETS = 9;

    private int got;
    private int length;
    private int type;
    private int flags;
    private int stream;

    /** Reads what is missing, or what is there of it. */
    void fill(ByteBuf in) {
        if (got == 0 && in.readableBytes() >= OCTETS) {
            length = in.readUnsignedMedium();
            type = in.readUnsignedByte();
            flags = in.readUnsignedByte();
            stream = in.readInt();
            got = OCTETS;
        }
        while (got < OCTETS && in.isReadable()) {
            add(in.readUnsignedByte());
            got++;
        }
        stream &= Integer.MAX_VALUE;
    }

    private void add(int octet) {
        if (got < 3) {
            length = ((length << Byte.SIZE) & 0xffffff) | octet;
        } else if (got == 3) {
            type = octet;
        } else if (got == 4) {
            flags = octet;
        } else {
            stream = (stream << Byte.SIZE) | octet;
        }
    }

    /** Begins the next one. */
    void clear() {
        got = 0;
    }

    boolean isBegun() {
        return got > 0;
    }

    boolean isWhole() {
        return got == OCTETS;
    }

    int length() {
        return length;
    }

    int type() {
        return type;
    }

    int stream() {
        return stream;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Returns a fault of this frame. */
    ConnectionFault fault(ErrorCode code, String what) {
        return new ConnectionFault(code, Abuse.PROTOCOL, this + ": " + what);
    }

    @Override
    public String toString() {
        return FrameType.name(type) + " of stream " + stream;
    }
}
