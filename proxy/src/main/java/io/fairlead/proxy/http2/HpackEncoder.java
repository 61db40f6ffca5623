package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;

/**
 * Writes the header blocks of one direction of a connection, RFC 7541. A field goes into the dynamic table when it is seen for the second time
 * in a short while, so that what is other each time, such as the id of a trace, drives out nothing.
 *
 * <p>Strings are written as they are. What is said again and again is an index in any case; what is left are ids and payloads, which a Huffman
 * code makes a quarter shorter at best, for more time here and there than those octets take on a network within a cluster.
 */
public final class HpackEncoder {

    /** What an index, and the lengths of two strings, take at most. */
    private static final int MAX_OVERHEAD = 16;

    private static final int SEEN = 64;

    private final DynamicTable table = new DynamicTable(DynamicTable.DEFAULT_SIZE);
    private final FieldIndex index = new FieldIndex(table);
    private final BlockWriter block;
    /** The hashes of fields that were seen but not put into the table, each where its last bits say. */
    private final int[] seen = new int[SEEN];

    private int newMaxSize = DynamicTable.DEFAULT_SIZE;
    private int leastMaxSize = DynamicTable.DEFAULT_SIZE;

    public HpackEncoder(HeaderScratch scratch) {
        block = scratch.block();
    }

    /**
     * Keeps to what the peer's SETTINGS_HEADER_TABLE_SIZE allows. Of it at most 4096 octets are used. The next block says the size where it is
     * another one, and the least one since the last block, RFC 7541 section 4.2.
     */
    public void maxTableSize(long peersHeaderTableSize) {
        newMaxSize = (int) Math.min(peersHeaderTableSize, DynamicTable.DEFAULT_SIZE);
        leastMaxSize = Math.min(leastMaxSize, newMaxSize);
    }

    /** Appends a header block. */
    public void encode(ByteBuf out, Fields fields) {
        int count = fields.count();
        block.start(fields.end() + MAX_OVERHEAD * (count + 1));
        sizeUpdates();
        for (int i = 0; i < count; i++) {
            field(fields, i);
        }
        block.writeTo(out);
    }

    private void sizeUpdates() {
        if (leastMaxSize < table.maxSize()) {
            sizeUpdate(leastMaxSize);
        }
        if (newMaxSize != table.maxSize()) {
            sizeUpdate(newMaxSize);
        }
        leastMaxSize = newMaxSize;
    }

    private void sizeUpdate(int size) {
        table.maxSize(size);
        block.integer(Representation.SIZE_UPDATE, Representation.SIZE_UPDATE_PREFIX, size);
    }

    private void field(Fields fields, int i) {
        int nameHash = FieldHash.of(fields.bytes(), fields.nameStart(i), fields.nameLength(i));
        int staticName = StaticTable.name(nameHash, fields, i);
        switch (Indexing.of(staticName, fields, i)) {
            case USUAL -> usual(fields, i, nameHash, staticName);
            case NOT -> plain(Representation.PLAIN, fields, i, nameHash, staticName);
            case NEVER -> plain(Representation.NEVER_INDEXED, fields, i, nameHash, staticName);
        }
    }

    private void usual(Fields fields, int i, int nameHash, int staticName) {
        int staticField = staticName == 0 ? 0 : StaticTable.field(staticName, fields, i);
        if (staticField != 0) {
            block.integer(Representation.INDEXED, Representation.INDEXED_PREFIX, staticField);
            return;
        }
        int hash = FieldHash.of(nameHash, fields.bytes(), fields.valueStart(i), fields.valueLength(i));
        int position = index.field(nameHash, hash, fields, i);
        if (position != 0) {
            block.integer(Representation.INDEXED, Representation.INDEXED_PREFIX, StaticTable.SIZE + position);
        } else if (seen[hash & (SEEN - 1)] == hash) {
            literal(Representation.INCREMENTAL, Representation.INCREMENTAL_PREFIX, fields, i, nameHash, staticName);
            add(fields, i, nameHash, hash);
        } else {
            seen[hash & (SEEN - 1)] = hash;
            plain(Representation.PLAIN, fields, i, nameHash, staticName);
        }
    }

    private void plain(int bits, Fields fields, int i, int nameHash, int staticName) {
        literal(bits, Representation.PLAIN_PREFIX, fields, i, nameHash, staticName);
    }

    private void literal(int bits, int prefix, Fields fields, int i, int nameHash, int staticName) {
        int name = staticName != 0 ? staticName : dynamicName(fields, i, nameHash);
        block.integer(bits, prefix, name);
        if (name == 0) {
            block.string(fields.bytes(), fields.nameStart(i), fields.nameLength(i));
        }
        block.string(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
    }

    private int dynamicName(Fields fields, int i, int nameHash) {
        int position = index.name(nameHash, fields, i);
        return position == 0 ? 0 : StaticTable.SIZE + position;
    }

    private void add(Fields fields, int i, int nameHash, int hash) {
        int number = table.add(fields.bytes(), fields.nameStart(i), fields.nameLength(i), fields.valueLength(i));
        if (number != 0) {
            index.add(number, nameHash, hash);
        }
    }
}
