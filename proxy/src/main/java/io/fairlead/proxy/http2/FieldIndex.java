package io.fairlead.proxy.http2;

/**
 * Where in a dynamic table a field or a name is, by their hashes. The entries whose names have hashes that end alike are a chain, newest first; it ends
 * at the first entry that the table has dropped, so that nothing is taken out. A table of 4096 octets has at most 128 entries, so that is what
 * a chain is long at most.
 */
final class FieldIndex {

    private static final int ENTRIES = DynamicTable.DEFAULT_SIZE / Fields.OVERHEAD;
    private static final int CHAINS = 64;

    private final DynamicTable table;

    /** The number of the newest entry of each chain; made at the first entry, as the next two are: most connections never have one. */
    private int[] newest = {};

    /** By the last bits of an entry's number: the hash of its field, and the number of the one behind it in the chain. */
    private int[] hashes = {};

    private int[] older = {};

    FieldIndex(DynamicTable table) {
        this.table = table;
    }

    /** Notes an entry that was just added. */
    void add(int number, int nameHash, int hash) {
        if (newest.length == 0) {
            newest = new int[CHAINS];
            hashes = new int[ENTRIES];
            older = new int[ENTRIES];
        }
        int chain = chain(nameHash);
        hashes[slot(number)] = hash;
        older[slot(number)] = newest[chain];
        newest[chain] = number;
    }

    /** Returns the position in the table of a field, 0 where it is not there. */
    int field(int nameHash, int hash, Fields fields, int i) {
        int last = 0;
        for (int number = newestOf(nameHash); isBehind(last, number); number = older[slot(number)]) {
            last = table.position(number);
            if (hashes[slot(number)] == hash && isSame(number, fields, i)) {
                return last;
            }
        }
        return 0;
    }

    /** Returns the position in the table of an entry with the name of a field, 0 where there is none. */
    int name(int nameHash, Fields fields, int i) {
        int last = 0;
        for (int number = newestOf(nameHash); isBehind(last, number); number = older[slot(number)]) {
            last = table.position(number);
            if (isSameName(number, fields, i)) {
                return last;
            }
        }
        return 0;
    }

    /** Returns the number of the newest entry of a name's chain, or one that is not in the table. */
    private int newestOf(int nameHash) {
        return newest.length == 0 ? 0 : newest[chain(nameHash)];
    }

    /** Returns whether an entry is in the table and older than the one at a position. */
    private boolean isBehind(int last, int number) {
        return table.holds(number) && table.position(number) > last;
    }

    private boolean isSame(int number, Fields fields, int i) {
        int nameLength = fields.nameLength(i);
        int valueLength = fields.valueLength(i);
        return table.nameLength(number) == nameLength
                && table.valueLength(number) == valueLength
                && Bytes.equal(
                        table.bytes(),
                        table.start(number),
                        fields.bytes(),
                        fields.nameStart(i),
                        nameLength + valueLength);
    }

    private boolean isSameName(int number, Fields fields, int i) {
        int length = fields.nameLength(i);
        return table.nameLength(number) == length
                && Bytes.equal(table.bytes(), table.start(number), fields.bytes(), fields.nameStart(i), length);
    }

    private static int chain(int nameHash) {
        return nameHash & (CHAINS - 1);
    }

    private static int slot(int number) {
        return number & (ENTRIES - 1);
    }
}
