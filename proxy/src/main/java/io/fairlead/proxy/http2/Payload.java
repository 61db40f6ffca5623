package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The octets of frames that are wanted whole, in an array that grows with what comes, not with what is announced. */
final class Payload {

    private static final int BYTES = 256;
    private static final int KEPT_BYTES = 4096;

    private byte[] bytes = Bytes.NONE;
    private int end;

    /** Reads so much that there are {@code wanted} octets; returns whether there are. */
    boolean fill(ByteBuf in, int wanted) {
        int read = Math.min(wanted - end, in.readableBytes());
        if (end + read > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + read, Math.max(BYTES, 2 * bytes.length)));
        }
        in.readBytes(bytes, end, read);
        end += read;
        return end == wanted;
    }

    byte[] bytes() {
        return bytes;
    }

    int end() {
        return end;
    }

    /** Forgets what is behind a place. */
    void cut(int newEnd) {
        end = newEnd;
    }

    /** Forgets all, and an array that grew large. */
    void clear() {
        end = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = Bytes.NONE;
        }
    }

    /** Forgets all. */
    void release() {
        end = 0;
        bytes = Bytes.NONE;
    }

    int octet(int at) {
        return bytes[at] & 0xff;
    }

    int word(int at) {
        return (octet(at) << 24) | (octet(at + 1) << 16) | (octet(at + 2) << 8) | octet(at + 3);
    }

    long unsignedWord(int at) {
        return word(at) & 0xffff_ffffL;
    }
}
