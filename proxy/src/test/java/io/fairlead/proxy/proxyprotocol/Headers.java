package io.fairlead.proxy.proxyprotocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;

/** Headers as the protocol's specification has them, byte by byte. */
final class Headers {

    /** From 198.51.100.7:40000 to 203.0.113.9:443. */
    static final String V1_TCP4 = "PROXY TCP4 198.51.100.7 203.0.113.9 40000 443\r\n";

    /** From 2001:db8::7 to 2001:db8::9, the same ports. */
    static final String V1_TCP6 = "PROXY TCP6 2001:db8::7 2001:db8::9 40000 443\r\n";

    static final String V2_TCP4 = v2(0x21, 0x11, addresses4());
    static final String V2_TCP6 = v2(0x21, 0x21, addresses6());
    static final String V2_LOCAL = v2(0x20, 0x00, "");

    private Headers() {}

    /** Returns a header of version 2. */
    static String v2(int versionAndCommand, int family, String rest) {
        return "\r\n\r\n\0\r\nQUIT\n" + (char) versionAndCommand + (char) family + shortOf(rest.length()) + rest;
    }

    static String addresses4() {
        return hex("c6336407 cb007109 9c40 01bb");
    }

    static String addresses6() {
        return hex("20010db8000000000000000000000007 20010db8000000000000000000000009 9c40 01bb");
    }

    /** Returns the addresses of {@link #addresses4}, as IPv6 maps them. */
    static String mapped() {
        return hex("00000000000000000000ffffc6336407 00000000000000000000ffffcb007109 9c40 01bb");
    }

    static String tlv(int type, String value) {
        return (char) type + shortOf(value.length()) + value;
    }

    private static String shortOf(int value) {
        return "" + (char) (value >> 8) + (char) (value & 0xff);
    }

    private static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits.replace(" ", "")), ISO_8859_1);
    }
}
