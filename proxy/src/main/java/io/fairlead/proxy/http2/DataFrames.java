package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;

/** Hands on DATA frames in pieces as they come, without their padding. */
final class DataFrames {

    private final FrameHandler handler;

    /** The frame is at its length of padding. */
    private boolean atPadLength;

    /** How much of the frame is yet to come: octets of data, octets of padding. */
    private int data;

    private int padding;

    /** What the next piece takes of the windows above its own length. */
    private int overhead;

    private boolean handedOn;

    DataFrames(FrameHandler handler) {
        this.handler = handler;
    }

    void begin(FrameHead head) {
        atPadLength = head.has(FrameFlag.PADDED);
        data = head.length();
        padding = 0;
        overhead = 0;
        handedOn = false;
        if (atPadLength && data == 0) {
            throw head.fault(ErrorCode.FRAME_SIZE_ERROR, "no octet for the length of its padding");
        }
    }

    /** Reads what there is of the frame; returns whether it was all. */
    boolean read(FrameHead head, ByteBuf in) {
        if (atPadLength) {
            if (!in.isReadable()) {
                return false;
            }
            padLength(head, in.readUnsignedByte());
        }
        if (!handedOn || data > 0) {
            int size = Math.min(data, in.readableBytes());
            if (size == 0 && data > 0) {
                return false;
            }
            piece(head, in, size);
        }
        if (data == 0) {
            int skipped = Math.min(padding, in.readableBytes());
            in.skipBytes(skipped);
            padding -= skipped;
        }
        return data == 0 && padding == 0;
    }

    private void padLength(FrameHead head, int length) {
        atPadLength = false;
        data--;
        if (length > data) {
            throw head.fault(
                    ErrorCode.PROTOCOL_ERROR, "padding of " + length + " octets in a payload of " + head.length());
        }
        data -= length;
        padding = length;
        overhead = 1 + length;
    }

    /** Lends the buffer itself, of which only the piece can be read meanwhile: a slice would be an object for each piece. */
    private void piece(FrameHead head, ByteBuf in, int size) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        int flowBytes = size + overhead;
        data -= size;
        overhead = 0;
        handedOn = true;
        in.writerIndex(start + size);
        try {
            handler.data(head.stream(), in, flowBytes, data == 0 && head.has(FrameFlag.END_STREAM));
        } finally {
            in.setIndex(start + size, end);
        }
    }
}
