package io.fairlead.proxy.http2;

/** The first bits of what a header block is made of, and in how many bits behind them its integer begins, RFC 7541 section 6. */
final class Representation {

    static final int INDEXED = 0x80;
    static final int INDEXED_PREFIX = 7;
    static final int INCREMENTAL = 0x40;
    static final int INCREMENTAL_PREFIX = 6;
    static final int SIZE_UPDATE = 0x20;
    static final int SIZE_UPDATE_PREFIX = 5;
    static final int NEVER_INDEXED = 0x10;
    static final int PLAIN = 0x00;
    /** Of both that are not indexed. */
    static final int PLAIN_PREFIX = 4;

    private Representation() {}
}
