package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;

/** Integers and strings for a header block, RFC 7541 section 5, into an array that is used block after block. */
final class BlockWriter {

    private static final int BYTES = 256;
    private static final int KEPT_BYTES = 4096;

    private byte[] bytes = new byte[BYTES];
    private int at;

    /** Makes place for so many octets; what is written is not checked against it. */
    void start(int octets) {
        at = 0;
        if (octets > bytes.length) {
            bytes = new byte[Math.max(octets, 2 * bytes.length)];
        }
    }

    /** Writes an integer into the last bits of an octet, whose other bits are given, and where it is larger behind it. */
    void integer(int bits, int prefixBits, int value) {
        int full = (1 << prefixBits) - 1;
        if (value < full) {
            bytes[at++] = (byte) (bits | value);
            return;
        }
        bytes[at++] = (byte) (bits | full);
        int rest = value - full;
        while (rest >= 0x80) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    /** Writes a string as it is. */
    void string(byte[] from, int start, int length) {
        integer(0, 7, length);
        System.arraycopy(from, start, bytes, at, length);
        at += length;
    }

    /** Appends what was written. */
    void writeTo(ByteBuf out) {
        out.writeBytes(bytes, 0, at);
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[BYTES];
        }
    }
}
