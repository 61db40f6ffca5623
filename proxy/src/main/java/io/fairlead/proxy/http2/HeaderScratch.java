package io.fairlead.proxy.http2;

/**
 * What reading and writing a header block takes for a moment: connections of one thread may have one together, since no block is read or written
 * within another. It saves each of them a kilobyte.
 */
public final class HeaderScratch {

    private final Fields fields = new Fields();
    private final BlockWriter block = new BlockWriter();

    public HeaderScratch() {}

    /** Returns the fields of the block that is read, which are lent to the handler. */
    Fields fields() {
        return fields;
    }

    /** Returns what a block is written with. */
    BlockWriter block() {
        return block;
    }
}
