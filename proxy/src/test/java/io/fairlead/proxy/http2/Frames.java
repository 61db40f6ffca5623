package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Texts.hex;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Frames as a test writes them, right or wrong. */
final class Frames {

    private Frames() {}

    static ByteBuf frame(int type, int flags, int stream, String payload) {
        return frame(type, flags, stream, hex(payload));
    }

    static ByteBuf frame(int type, int flags, int stream, ByteBuf payload) {
        return head(payload.readableBytes(), type, flags, stream).writeBytes(payload);
    }

    /** A frame of zeros. */
    static ByteBuf zeros(int type, int flags, int stream, int length) {
        return head(length, type, flags, stream).writeZero(length);
    }

    /** What stands before the payload. */
    static ByteBuf head(int length, int type, int flags, int stream) {
        return Unpooled.buffer()
                .writeMedium(length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream);
    }

    static ByteBuf all(ByteBuf... frames) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf frame : frames) {
            all.writeBytes(frame);
        }
        return all;
    }
}
