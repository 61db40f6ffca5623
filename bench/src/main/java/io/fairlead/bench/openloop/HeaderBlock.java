package io.fairlead.bench.openloop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Writes header blocks that touch no dynamic table, and so are the same bytes for each call: fields of the static table, and literals that are not
 * indexed (RFC 7541, sections 6.1 and 6.2.2).
 */
final class HeaderBlock {

    static final int METHOD_POST = 3;
    static final int SCHEME_HTTP = 6;
    static final int STATUS_200 = 8;
    static final int AUTHORITY = 1;
    static final int PATH = 4;
    static final int CONTENT_TYPE = 31;

    /** The bit of a field that is in a table whole. */
    static final int INDEXED = 0x80;

    private static final int FOUR_BITS = 15;
    private static final int SEVEN_BITS = 127;

    private final ByteBuf bytes = Unpooled.buffer();

    /** Adds a field that the static table has. */
    HeaderBlock add(int index) {
        bytes.writeByte(INDEXED | index);
        return this;
    }

    /** Adds a field whose name the static table has. */
    HeaderBlock add(int name, String value) {
        if (name < FOUR_BITS) {
            bytes.writeByte(name);
        } else {
            bytes.writeByte(FOUR_BITS).writeByte(name - FOUR_BITS);
        }
        return string(value);
    }

    HeaderBlock add(String name, String value) {
        bytes.writeByte(0);
        return string(name).string(value);
    }

    private HeaderBlock string(String value) {
        if (value.length() >= SEVEN_BITS) {
            throw new IllegalArgumentException(
                    "%s: %d characters (expected: at most %d)".formatted(value, value.length(), SEVEN_BITS - 1));
        }
        bytes.writeByte(value.length()).writeCharSequence(value, US_ASCII);
        return this;
    }

    ByteBuf bytes() {
        return bytes;
    }
}
