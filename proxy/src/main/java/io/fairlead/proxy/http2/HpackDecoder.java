package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;

/**
 * Reads the header blocks of one direction of a connection, RFC 7541. A field is copied once, from its block or a table behind the fields before
 * it. A field beyond a limit is not kept: where it is in a table it costs nothing but its octets in the block.
 */
public final class HpackDecoder {

    /** How many octets of names in the table a block may have copied into new entries once it is beyond a limit. */
    private static final int MAX_SPARE_COPIES = 1 << 16;

    private final int maxTableSize;
    private final DynamicTable table;
    private final BlockReader block = new BlockReader();
    private byte[] copy = Bytes.NONE;

    private int maxListSize;
    private int maxCount;
    private int spareCopies;
    private Decoded decoded = Decoded.WHOLE;

    /**
     * @param maxTableSize what was announced as SETTINGS_HEADER_TABLE_SIZE, 4096 where nothing was
     */
    public HpackDecoder(int maxTableSize) {
        this.maxTableSize = maxTableSize;
        table = new DynamicTable(maxTableSize);
    }

    /**
     * Reads all of a header block. Beyond a limit it goes on for the sake of the table, and keeps no more fields.
     *
     * @param into is cleared before
     * @param maxListSize as SETTINGS_MAX_HEADER_LIST_SIZE means it
     * @throws ConnectionFault where it is no such block; what comes after it cannot be understood
     */
    public Decoded decode(ByteBuf block, Fields into, int maxListSize, int maxCount) {
        int length = block.readableBytes();
        if (copy.length < length) {
            copy = new byte[length];
        }
        block.readBytes(copy, 0, length);
        return decode(copy, 0, length, into, maxListSize, maxCount);
    }

    Decoded decode(byte[] bytes, int start, int length, Fields into, int maxListSize, int maxCount) {
        this.maxListSize = maxListSize;
        this.maxCount = maxCount;
        spareCopies = 0;
        decoded = Decoded.WHOLE;
        into.clear();
        block.start(bytes, start, length);
        sizeUpdates();
        while (block.hasMore()) {
            field(into);
        }
        block.clear();
        return decoded;
    }

    private void sizeUpdates() {
        while (block.hasMore()
                && block.peek() >= Representation.SIZE_UPDATE
                && block.peek() < Representation.INCREMENTAL) {
            int size = block.integer(Representation.SIZE_UPDATE_PREFIX);
            if (size > maxTableSize) {
                throw BlockReader.fault("a table of " + size + " octets (expected: at most " + maxTableSize + ")");
            }
            table.maxSize(size);
        }
    }

    private void field(Fields into) {
        int first = block.peek();
        if (first >= Representation.INDEXED) {
            indexed(into, block.integer(Representation.INDEXED_PREFIX));
        } else if (first >= Representation.INCREMENTAL) {
            literal(into, block.integer(Representation.INCREMENTAL_PREFIX), true, false);
        } else if (first >= Representation.SIZE_UPDATE) {
            throw BlockReader.fault("the size of the table behind a field");
        } else {
            literal(into, block.integer(Representation.PLAIN_PREFIX), false, first >= Representation.NEVER_INDEXED);
        }
    }

    private void indexed(Fields into, int index) {
        if (index > 0 && index <= StaticTable.SIZE) {
            int i = index - 1;
            if (hasRoom(into, StaticTable.FIELDS.nameLength(i), StaticTable.FIELDS.valueLength(i))) {
                into.add(StaticTable.FIELDS, i);
            }
        } else {
            int number = number(index);
            int nameLength = table.nameLength(number);
            int valueLength = table.valueLength(number);
            if (hasRoom(into, nameLength, valueLength)) {
                into.add(table.bytes(), table.start(number), nameLength, valueLength, false);
            }
        }
    }

    private void literal(Fields into, int nameIndex, boolean forTable, boolean neverIndexed) {
        if (decoded != Decoded.WHOLE && !forTable) {
            skip(nameIndex);
            return;
        }
        int nameLength = nameIndex == 0 ? block.string(into, 0) : copyName(into, nameIndex);
        int valueLength = block.string(into, nameLength);
        if (forTable) {
            table.add(into.bytes(), into.end(), nameLength, valueLength);
        }
        if (hasRoom(into, nameLength, valueLength)) {
            into.commit(nameLength, valueLength, neverIndexed);
        }
    }

    private void skip(int nameIndex) {
        if (nameIndex == 0) {
            block.skipString();
        } else if (nameIndex > StaticTable.SIZE) {
            number(nameIndex);
        }
        block.skipString();
    }

    private int copyName(Fields into, int index) {
        if (index <= StaticTable.SIZE) {
            int i = index - 1;
            return copyName(
                    into,
                    StaticTable.FIELDS.bytes(),
                    StaticTable.FIELDS.nameStart(i),
                    StaticTable.FIELDS.nameLength(i));
        }
        int number = number(index);
        return copyName(into, table.bytes(), table.start(number), table.nameLength(number));
    }

    private int copyName(Fields into, byte[] from, int start, int length) {
        if (decoded != Decoded.WHOLE) {
            spareCopies += length;
            if (spareCopies > MAX_SPARE_COPIES) {
                throw new ConnectionFault(
                        ErrorCode.ENHANCE_YOUR_CALM,
                        Abuse.HEADER_LIST,
                        "header block: names of more than " + MAX_SPARE_COPIES
                                + " octets beyond a list that is too large");
            }
        }
        System.arraycopy(from, start, into.reserve(length), into.end(), length);
        return length;
    }

    private boolean hasRoom(Fields into, int nameLength, int valueLength) {
        if (decoded != Decoded.WHOLE) {
            return false;
        }
        if ((long) into.listSize() + nameLength + valueLength + Fields.OVERHEAD > maxListSize) {
            decoded = Decoded.LIST_TOO_LARGE;
        } else if (into.count() >= maxCount) {
            decoded = Decoded.TOO_MANY;
        }
        return decoded == Decoded.WHOLE;
    }

    /** Returns the number of the entry of the dynamic table that has an index. */
    private int number(int index) {
        int position = index - StaticTable.SIZE;
        if (position < 1 || position > table.count()) {
            throw BlockReader.fault("index " + index + " (expected: 1-" + (StaticTable.SIZE + table.count()) + ")");
        }
        return table.number(position);
    }
}
