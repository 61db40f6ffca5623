package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Header fields and octets as a test writes them. */
final class Texts {

    private Texts() {}

    /** Makes a buffer of hexadecimal digits; spaces do not count. */
    static ByteBuf hex(String digits) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
    }

    static String hex(ByteBuf octets) {
        byte[] copy = new byte[octets.readableBytes()];
        octets.getBytes(octets.readerIndex(), copy);
        return HexFormat.of().formatHex(copy);
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Makes fields of names and values in turn. */
    static Fields fields(String... namesAndValues) {
        Fields fields = new Fields();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    /** Returns each field as {@code name: value}, with a {@code !} before one that is never indexed. */
    static List<String> lines(Fields fields) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            lines.add((fields.neverIndexed(i) ? "!" : "") + fields.name(i) + ": " + fields.value(i));
        }
        return lines;
    }
}
