package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;

/**
 * Reads the frames that come on a connection, in pieces of whatever size, and tells a handler of them. What a frame says of itself is checked
 * as RFC 9113 sections 4 to 6 want it. DATA is handed on as it comes; of all else what is not whole is kept: at most a frame's payload, or a
 * header block of twice the octets that its list may have.
 *
 * <p>A connection has one reader from its first frame to its last, for the frames' fields are understood by those before them. It is used by one
 * thread.
 */
public final class FrameReader {

    private final FrameHandler handler;
    private final FrameHead head = new FrameHead();
    private final DataFrames data;
    private final HeaderBlocks blocks;
    private final ControlFrames control;
    /** What of a frame of unknown type is yet to come. */
    private int unwanted;

    private boolean closed;

    /**
     * @param maxListSize the size of a header list, as SETTINGS_MAX_HEADER_LIST_SIZE means it, beyond which its fields are not kept
     * @param maxCount how many fields of a list are kept
     */
    public FrameReader(FrameHandler handler, HeaderScratch scratch, int maxListSize, int maxCount) {
        this.handler = handler;
        data = new DataFrames(handler);
        blocks = new HeaderBlocks(handler, scratch, maxListSize, maxCount);
        control = new ControlFrames(handler);
    }

    /**
     * Reads all of {@code in}, and keeps no reference to it. The handler may close the reader meanwhile: the rest is then passed over. A fault, its
     * own or one that the handler throws, closes it.
     *
     * @throws ConnectionFault where what comes is not HTTP/2
     */
    public void read(ByteBuf in) {
        try {
            while (!closed && in.isReadable()) {
                step(in);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        in.skipBytes(in.readableBytes());
    }

    /** Returns whether a header block began and is not whole. */
    public boolean inHeaderBlock() {
        return blocks.isOpen();
    }

    /** Returns whether a frame began and is not whole; of DATA only its first nine octets count. */
    public boolean inFrame() {
        return head.isBegun() && !(head.isWhole() && head.type() == FrameType.DATA);
    }

    /** Releases what is kept; further reads do nothing. */
    public void close() {
        closed = true;
        blocks.release();
        control.release();
    }

    private void step(ByteBuf in) {
        if (!head.isWhole()) {
            head.fill(in);
            if (!head.isWhole()) {
                return;
            }
            begin();
        }
        if (readPayload(in)) {
            head.clear();
        }
    }

    private void begin() {
        blocks.checkOrder(head);
        FrameRules.check(head);
        switch (head.type()) {
            case FrameType.DATA -> data.begin(head);
            case FrameType.HEADERS, FrameType.CONTINUATION -> blocks.begin(head);
            default -> {
                if (head.type() > FrameType.CONTINUATION) {
                    unwanted = head.length();
                    handler.unknown(head.type());
                }
            }
        }
    }

    private boolean readPayload(ByteBuf in) {
        return switch (head.type()) {
            case FrameType.DATA -> data.read(head, in);
            case FrameType.HEADERS, FrameType.CONTINUATION -> blocks.read(head, in);
            default -> head.type() > FrameType.CONTINUATION ? skip(in) : control.read(head, in);
        };
    }

    private boolean skip(ByteBuf in) {
        int skipped = Math.min(unwanted, in.readableBytes());
        in.skipBytes(skipped);
        unwanted -= skipped;
        return unwanted == 0;
    }
}
