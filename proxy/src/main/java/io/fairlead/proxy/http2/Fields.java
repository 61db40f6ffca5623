package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Header fields in the order in which they came. Names and values lie one behind the other in one array of bytes, so that a list that is
 * cleared and filled again takes no memory anew; one that grew large gives it back when it is cleared.
 */
public final class Fields {

    /** What RFC 9113 section 6.5.2 counts for each field above its octets. */
    static final int OVERHEAD = 32;

    private static final int BYTES = 512;
    private static final int FIELDS = 16;
    private static final int KEPT_BYTES = 4096;

    private byte[] bytes;
    /** Where a name starts at 2i, its value at 2i + 1; and behind the last field the end of all. */
    private int[] offsets;

    private boolean[] neverIndexed;
    private int count;

    public Fields() {
        this(BYTES, FIELDS);
    }

    private Fields(int bytes, int fields) {
        this.bytes = new byte[bytes];
        offsets = new int[2 * fields + 1];
        neverIndexed = new boolean[fields];
    }

    /** Forgets all fields. */
    public void clear() {
        count = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[BYTES];
        }
    }

    public int count() {
        return count;
    }

    /** Returns how large the list is as SETTINGS_MAX_HEADER_LIST_SIZE means it, RFC 9113 section 6.5.2. */
    public int listSize() {
        return end() + OVERHEAD * count;
    }

    /** Adds a field of characters of ISO 8859-1. */
    public void add(String name, String value) {
        add(name.getBytes(ISO_8859_1), value.getBytes(ISO_8859_1));
    }

    public void add(byte[] name, byte[] value) {
        reserve(name.length + value.length);
        System.arraycopy(name, 0, bytes, end(), name.length);
        System.arraycopy(value, 0, bytes, end() + name.length, value.length);
        commit(name.length, value.length, false);
    }

    /** Adds a field of another list, and whether it may be indexed. */
    public void add(Fields from, int index) {
        add(
                from.bytes,
                from.nameStart(index),
                from.nameLength(index),
                from.valueLength(index),
                from.neverIndexed[index]);
    }

    /** Adds a field of another list with another value. */
    public void add(Fields from, int index, byte[] newValue) {
        int nameLength = from.nameLength(index);
        reserve(nameLength + newValue.length);
        System.arraycopy(from.bytes, from.nameStart(index), bytes, end(), nameLength);
        System.arraycopy(newValue, 0, bytes, end() + nameLength, newValue.length);
        commit(nameLength, newValue.length, from.neverIndexed[index]);
    }

    /** Adds a field whose value lies behind its name. */
    void add(byte[] from, int start, int nameLength, int valueLength, boolean neverIndexed) {
        reserve(nameLength + valueLength);
        System.arraycopy(from, start, bytes, end(), nameLength + valueLength);
        commit(nameLength, valueLength, neverIndexed);
    }

    /** Returns the array that all names and values are in; it is another one after fields were added. */
    public byte[] bytes() {
        return bytes;
    }

    public int nameStart(int i) {
        return offsets[2 * i];
    }

    public int nameLength(int i) {
        return offsets[2 * i + 1] - offsets[2 * i];
    }

    public int valueStart(int i) {
        return offsets[2 * i + 1];
    }

    public int valueLength(int i) {
        return offsets[2 * i + 2] - offsets[2 * i + 1];
    }

    /** Returns whether no proxy on the way may put the field into a table, RFC 7541 section 6.2.3. */
    public boolean neverIndexed(int i) {
        return neverIndexed[i];
    }

    public boolean nameIs(int i, byte[] name) {
        return Arrays.equals(bytes, offsets[2 * i], offsets[2 * i + 1], name, 0, name.length);
    }

    public boolean valueIs(int i, byte[] value) {
        return Arrays.equals(bytes, offsets[2 * i + 1], offsets[2 * i + 2], value, 0, value.length);
    }

    /** Returns the index of the first field of that name, -1 where there is none. */
    public int find(byte[] name) {
        for (int i = 0; i < count; i++) {
            if (nameIs(i, name)) {
                return i;
            }
        }
        return -1;
    }

    public String name(int i) {
        return new String(bytes, nameStart(i), nameLength(i), ISO_8859_1);
    }

    public String value(int i) {
        return new String(bytes, valueStart(i), valueLength(i), ISO_8859_1);
    }

    /** Returns the same fields in arrays no larger than they need. */
    public Fields copy() {
        Fields copy = new Fields(end(), count);
        System.arraycopy(bytes, 0, copy.bytes, 0, end());
        System.arraycopy(offsets, 0, copy.offsets, 0, 2 * count + 1);
        System.arraycopy(neverIndexed, 0, copy.neverIndexed, 0, count);
        copy.count = count;
        return copy;
    }

    /** Returns where the octets of the next field go. */
    int end() {
        return offsets[2 * count];
    }

    /** Makes place for a field of so many octets, and returns the array that they go to. */
    byte[] reserve(int octets) {
        int needed = end() + octets;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        if (count == neverIndexed.length) {
            int larger = 2 * count + 1;
            neverIndexed = Arrays.copyOf(neverIndexed, larger);
            offsets = Arrays.copyOf(offsets, 2 * larger + 1);
        }
        return bytes;
    }

    /** Makes a field of the octets that were written at the end. */
    void commit(int nameLength, int valueLength, boolean neverIndexed) {
        int start = end();
        this.neverIndexed[count] = neverIndexed;
        offsets[2 * count + 1] = start + nameLength;
        count++;
        offsets[2 * count] = start + nameLength + valueLength;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(name(i)).append(": ").append(value(i)).append('\n');
        }
        return text.toString();
    }
}
