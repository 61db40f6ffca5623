package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** Whether a field may be in a dynamic table. */
enum Indexing {
    /** Where it is seen again. */
    USUAL,
    /** It is another one each time, or large: it would drive out others for nothing. */
    NOT,
    /** It is secret: nobody may learn it by trying what is in a table, RFC 7541 section 7.1. */
    NEVER;

    /** A longer field is not put into a table. */
    private static final int MAX_OCTETS = 1024;

    private static final List<String> CHANGING = List.of("content-length", "grpc-timeout");
    private static final List<String> SECRET =
            List.of("authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key", "x-auth-token");

    /** By the index of the name in the static table. */
    private static final Indexing[] STATIC = new Indexing[StaticTable.SIZE + 1];

    private static final byte[][] OTHER_CHANGING = notInTable(CHANGING);
    private static final byte[][] OTHER_SECRET = notInTable(SECRET);

    static {
        for (int i = 0; i < StaticTable.SIZE; i++) {
            String name = StaticTable.FIELDS.name(i);
            STATIC[i + 1] = CHANGING.contains(name) ? NOT : SECRET.contains(name) ? NEVER : USUAL;
        }
    }

    /** Returns it for a field whose name has an index in the static table, or 0. */
    static Indexing of(int staticName, Fields fields, int i) {
        if (fields.neverIndexed(i)) {
            return NEVER;
        }
        Indexing byName = staticName != 0 ? STATIC[staticName] : ofOther(fields, i);
        return byName == USUAL && fields.nameLength(i) + fields.valueLength(i) > MAX_OCTETS ? NOT : byName;
    }

    private static Indexing ofOther(Fields fields, int i) {
        if (isOneOf(OTHER_CHANGING, fields, i)) {
            return NOT;
        }
        return isOneOf(OTHER_SECRET, fields, i) ? NEVER : USUAL;
    }

    private static boolean isOneOf(byte[][] names, Fields fields, int i) {
        for (byte[] name : names) {
            if (fields.nameLength(i) == name.length && fields.nameIs(i, name)) {
                return true;
            }
        }
        return false;
    }

    private static byte[][] notInTable(List<String> names) {
        return names.stream()
                .map(name -> name.getBytes(ISO_8859_1))
                .filter(name -> StaticTable.FIELDS.find(name) < 0)
                .toArray(byte[][]::new);
    }
}
