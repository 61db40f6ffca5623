package io.fairlead.proxy.http2;

/** The integers and strings of a header block, one after another, RFC 7541 section 5. */
final class BlockReader {

    private static final int HUFFMAN = 0x80;
    /** A larger integer than any that means something here. */
    private static final int MAX_INTEGER = 1 << 28;
    /** Octets that add nothing are allowed, but not without end. */
    private static final int MAX_SHIFT = 28;

    private byte[] bytes = Bytes.NONE;
    private int at;
    private int end;

    void start(byte[] block, int start, int length) {
        bytes = block;
        at = start;
        end = start + length;
    }

    /** Forgets the block. */
    void clear() {
        start(Bytes.NONE, 0, 0);
    }

    boolean hasMore() {
        return at < end;
    }

    /** Returns the next octet, from 0 to 255, and stays before it. */
    int peek() {
        if (at >= end) {
            throw cut();
        }
        return bytes[at] & 0xff;
    }

    /** Reads an integer that begins in the last bits of an octet. */
    int integer(int prefixBits) {
        int full = (1 << prefixBits) - 1;
        int prefix = peek() & full;
        at++;
        if (prefix < full) {
            return prefix;
        }
        long value = full;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            int octet = peek();
            at++;
            value += (long) (octet & 0x7f) << shift;
            if (value > MAX_INTEGER) {
                break;
            }
            if (octet < 0x80) {
                return (int) value;
            }
        }
        throw fault("an integer that is too large");
    }

    /** Reads a string to the place that is so many octets behind the last field; returns its length. */
    int string(Fields into, int offset) {
        boolean huffman = (peek() & HUFFMAN) != 0;
        int length = stringLength();
        int start = at;
        at += length;
        if (!huffman) {
            byte[] target = into.reserve(offset + length);
            System.arraycopy(bytes, start, target, into.end() + offset, length);
            return length;
        }
        byte[] target = into.reserve(offset + Huffman.maxDecoded(length));
        int outStart = into.end() + offset;
        int outEnd = Huffman.decode(bytes, start, at, target, outStart);
        if (outEnd < 0) {
            throw fault("a string that is no Huffman code");
        }
        return outEnd - outStart;
    }

    /** Goes past a string. */
    void skipString() {
        int length = stringLength();
        at += length;
    }

    private int stringLength() {
        int length = integer(7);
        if (length > end - at) {
            throw cut();
        }
        return length;
    }

    static ConnectionFault fault(String what) {
        return new ConnectionFault(ErrorCode.COMPRESSION_ERROR, Abuse.COMPRESSION, "header block: " + what);
    }

    private static ConnectionFault cut() {
        return fault("it ends within a field");
    }
}
