package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.Fields;

/** What RFC 9113, 8.2, says of each header field: its characters, and that it is none of HTTP/1.1's for a connection. */
final class FieldRules {

    /** The characters of a token of RFC 9110 but for capital letters. */
    private static final boolean[] NAME = new boolean[256];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            NAME[c] = true;
        }
        for (char c = '0'; c <= '9'; c++) {
            NAME[c] = true;
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            NAME[c] = true;
        }
    }

    private FieldRules() {}

    /** Whether field {@code i} is a pseudo-header field. */
    static boolean isPseudo(Fields fields, int i) {
        return fields.nameLength(i) > 0 && fields.bytes()[fields.nameStart(i)] == ':';
    }

    /** Checks a field that is no pseudo-header field. */
    static void check(Fields fields, int i) throws Malformed {
        checkName(fields, i);
        checkCharacters(fields, i);
        if (!fields.nameIs(i, Names.GRPC_MESSAGE)) {
            checkEnds(fields, i);
        }
        switch (fields.nameLength(i)) {
            case 2 -> {
                if (fields.nameIs(i, Names.TE) && !fields.valueIs(i, Names.TRAILERS)) {
                    throw new Malformed("te is not trailers");
                }
            }
            case 7 -> forbid(fields, i, Names.UPGRADE);
            case 10 -> {
                forbid(fields, i, Names.CONNECTION);
                forbid(fields, i, Names.KEEP_ALIVE);
            }
            case 16 -> forbid(fields, i, Names.PROXY_CONNECTION);
            case 17 -> forbid(fields, i, Names.TRANSFER_ENCODING);
            default -> {}
        }
    }

    private static void forbid(Fields fields, int i, byte[] name) throws Malformed {
        if (fields.nameIs(i, name)) {
            throw new Malformed("a field that is HTTP/1.1's for a connection");
        }
    }

    private static void checkName(Fields fields, int i) throws Malformed {
        byte[] bytes = fields.bytes();
        int start = fields.nameStart(i);
        int end = start + fields.nameLength(i);
        if (start == end) {
            throw new Malformed("a field without a name");
        }
        for (int at = start; at < end; at++) {
            if (!NAME[bytes[at] & 0xff]) {
                throw new Malformed("a character in a name that may not be there");
            }
        }
    }

    /** Checks the value of a pseudo-header field. */
    static void checkValue(Fields fields, int i) throws Malformed {
        checkCharacters(fields, i);
        checkEnds(fields, i);
    }

    private static void checkCharacters(Fields fields, int i) throws Malformed {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(i);
        int end = start + fields.valueLength(i);
        for (int at = start; at < end; at++) {
            byte octet = bytes[at];
            if (octet == 0 || octet == '\r' || octet == '\n') {
                throw new Malformed("a character in a value that may not be there");
            }
        }
    }

    /** A blank at an end is malformed, but for one of {@code grpc-message}: gRPC's C core leaves those there as they are. */
    private static void checkEnds(Fields fields, int i) throws Malformed {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(i);
        int end = start + fields.valueLength(i);
        if (start < end && (isBlank(bytes[start]) || isBlank(bytes[end - 1]))) {
            throw new Malformed("a value that begins or ends with a blank");
        }
    }

    /** Checks that the value of field {@code i} is a token of RFC 9110, as a method has to be. */
    static void checkMethod(Fields fields, int i) throws Malformed {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(i);
        int end = start + fields.valueLength(i);
        if (start == end) {
            throw new Malformed("an empty method");
        }
        for (int at = start; at < end; at++) {
            if (!NAME[bytes[at] & 0xff] && (bytes[at] < 'A' || bytes[at] > 'Z')) {
                throw new Malformed("a character in a method that may not be there");
            }
        }
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** Checks fields that follow a body. */
    static void checkTrailers(Fields fields) throws Malformed {
        for (int i = 0; i < fields.count(); i++) {
            if (isPseudo(fields, i)) {
                throw new Malformed("a pseudo-header field among trailers");
            }
            check(fields, i);
        }
    }

    /**
     * Returns the number that the value of field {@code i} is.
     *
     * @param before the number that an earlier field of the same name said, -1 for none
     */
    static long length(Fields fields, int i, long before) throws Malformed {
        long value = number(fields, i);
        if (value < 0) {
            throw new Malformed(Abuse.CONTENT_LENGTH, "content-length is no number");
        }
        if (before >= 0 && before != value) {
            throw new Malformed(Abuse.CONTENT_LENGTH, "content-length twice");
        }
        return value;
    }

    /** Returns the number that the value of field {@code i} is, of 18 digits at most; -1 where it is none. */
    static long number(Fields fields, int i) {
        int length = fields.valueLength(i);
        if (length < 1 || length > 18) {
            return -1;
        }
        long value = 0;
        int start = fields.valueStart(i);
        for (int at = start; at < start + length; at++) {
            int digit = fields.bytes()[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
