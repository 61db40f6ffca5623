package io.fairlead.proxy.http2;

/** The static table, RFC 7541 appendix A, and where in it a name is. Its first index is 1. */
final class StaticTable {

    static final Fields FIELDS = new Fields();
    static final int SIZE;

    private static final String[] ENTRIES = {
        ":authority", "",
        ":method", "GET",
        ":method", "POST",
        ":path", "/",
        ":path", "/index.html",
        ":scheme", "http",
        ":scheme", "https",
        ":status", "200",
        ":status", "204",
        ":status", "206",
        ":status", "304",
        ":status", "400",
        ":status", "404",
        ":status", "500",
        "accept-charset", "",
        "accept-encoding", "gzip, deflate",
        "accept-language", "",
        "accept-ranges", "",
        "accept", "",
        "access-control-allow-origin", "",
        "age", "",
        "allow", "",
        "authorization", "",
        "cache-control", "",
        "content-disposition", "",
        "content-encoding", "",
        "content-language", "",
        "content-length", "",
        "content-location", "",
        "content-range", "",
        "content-type", "",
        "cookie", "",
        "date", "",
        "etag", "",
        "expect", "",
        "expires", "",
        "from", "",
        "host", "",
        "if-match", "",
        "if-modified-since", "",
        "if-none-match", "",
        "if-range", "",
        "if-unmodified-since", "",
        "last-modified", "",
        "link", "",
        "location", "",
        "max-forwards", "",
        "proxy-authenticate", "",
        "proxy-authorization", "",
        "range", "",
        "referer", "",
        "refresh", "",
        "retry-after", "",
        "server", "",
        "set-cookie", "",
        "strict-transport-security", "",
        "transfer-encoding", "",
        "user-agent", "",
        "vary", "",
        "via", "",
        "www-authenticate", ""
    };

    /** Open-addressed by the hash of names: the index of the first entry of that name, 0 where there is none. */
    private static final byte[] FIRST = new byte[256];

    static {
        for (int i = 0; i < ENTRIES.length; i += 2) {
            FIELDS.add(ENTRIES[i], ENTRIES[i + 1]);
        }
        SIZE = FIELDS.count();
        for (int index = 1; index <= SIZE; index++) {
            int field = index - 1;
            int hash = FieldHash.of(FIELDS.bytes(), FIELDS.nameStart(field), FIELDS.nameLength(field));
            if (name(hash, FIELDS, field) == 0) {
                int slot = slot(hash);
                while (FIRST[slot] != 0) {
                    slot = next(slot);
                }
                FIRST[slot] = (byte) index;
            }
        }
    }

    private StaticTable() {}

    /** Returns the index of the first entry that has the name of a field, whose hash is given; 0 where there is none. */
    static int name(int hash, Fields fields, int i) {
        for (int slot = slot(hash); FIRST[slot] != 0; slot = next(slot)) {
            if (sameName(FIRST[slot], fields, i)) {
                return FIRST[slot];
            }
        }
        return 0;
    }

    /** Returns the index of the entry that is the same as a field, {@code name} being the first of its name; 0 where there is none. */
    static int field(int name, Fields fields, int i) {
        int length = fields.valueLength(i);
        for (int index = name; index <= SIZE && sameName(index, fields, i); index++) {
            if (FIELDS.valueLength(index - 1) == length
                    && Bytes.equal(
                            FIELDS.bytes(),
                            FIELDS.valueStart(index - 1),
                            fields.bytes(),
                            fields.valueStart(i),
                            length)) {
                return index;
            }
        }
        return 0;
    }

    private static boolean sameName(int index, Fields fields, int i) {
        int length = fields.nameLength(i);
        return FIELDS.nameLength(index - 1) == length
                && Bytes.equal(
                        FIELDS.bytes(), FIELDS.nameStart(index - 1), fields.bytes(), fields.nameStart(i), length);
    }

    private static int slot(int hash) {
        return hash & (FIRST.length - 1);
    }

    private static int next(int slot) {
        return (slot + 1) & (FIRST.length - 1);
    }
}
