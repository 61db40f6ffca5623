package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;

/**
 * Puts header blocks together of HEADERS and CONTINUATION frames, and reads them when they are whole. A block that is not whole is held in
 * memory, so its octets and its frames are bounded.
 */
final class HeaderBlocks {

    private static final int PRIORITY_OCTETS = 5;
    private static final int MAX_FRAMES = 64;
    private static final int MAX_EMPTY_FRAMES = 8;

    private final FrameHandler handler;
    private final int maxListSize;
    private final int maxCount;
    private final long maxOctets;
    private final HpackDecoder decoder = new HpackDecoder(DynamicTable.DEFAULT_SIZE);
    private final Fields fields;
    private final Payload payload = new Payload();

    /** The stream of the block that is not whole, or 0. */
    private int stream;

    private boolean endStream;
    private boolean dependsOnItself;
    /** Where in the payload the block begins, and where the frame that is being read does. */
    private int blockStart;

    private int frameStart;
    private int frames;
    private int emptyFrames;

    HeaderBlocks(FrameHandler handler, HeaderScratch scratch, int maxListSize, int maxCount) {
        fields = scratch.fields();
        this.handler = handler;
        this.maxListSize = maxListSize;
        this.maxCount = maxCount;
        maxOctets = Math.max(2L * maxListSize, FrameRules.MAX_LENGTH);
    }

    boolean isOpen() {
        return stream != 0;
    }

    /** Checks the order of frames: where a block is open its next part must come, and nowhere else. */
    void checkOrder(FrameHead head) {
        if (isOpen()
                ? head.type() != FrameType.CONTINUATION || head.stream() != stream
                : head.type() == FrameType.CONTINUATION) {
            throw head.fault(
                    ErrorCode.PROTOCOL_ERROR,
                    isOpen() ? "expected: CONTINUATION of stream " + stream : "no header block is open");
        }
    }

    /** Begins a frame, whose order was checked. */
    void begin(FrameHead head) {
        if (head.type() == FrameType.HEADERS) {
            stream = head.stream();
            endStream = head.has(FrameFlag.END_STREAM);
            frames = 1;
            emptyFrames = 0;
        } else {
            frames++;
            emptyFrames += head.length() == 0 ? 1 : 0;
        }
        frameStart = payload.end();
        checkSize(head);
    }

    /** Reads what there is of the frame; returns whether it was all. */
    boolean read(FrameHead head, ByteBuf in) {
        if (!payload.fill(in, frameStart + head.length())) {
            return false;
        }
        if (head.type() == FrameType.HEADERS) {
            strip(head);
        }
        if (head.has(FrameFlag.END_HEADERS)) {
            end();
        }
        return true;
    }

    void release() {
        payload.release();
    }

    private void checkSize(FrameHead head) {
        if (frames > MAX_FRAMES || emptyFrames > MAX_EMPTY_FRAMES) {
            throw tooLarge(head, frames + " frames, " + emptyFrames + " of them empty");
        }
        long octets = (long) payload.end() - blockStart + head.length();
        if (octets > maxOctets) {
            throw tooLarge(head, octets + " octets (expected: at most " + maxOctets + ")");
        }
    }

    private static ConnectionFault tooLarge(FrameHead head, String what) {
        return new ConnectionFault(
                ErrorCode.ENHANCE_YOUR_CALM, Abuse.CONTINUATION, head + ": a header block of " + what);
    }

    /** Takes padding and priority off the frame. */
    private void strip(FrameHead head) {
        int start = 0;
        int end = payload.end();
        int overhead = (head.has(FrameFlag.PADDED) ? 1 : 0) + (head.has(FrameFlag.PRIORITY) ? PRIORITY_OCTETS : 0);
        if (overhead > end) {
            throw head.fault(ErrorCode.FRAME_SIZE_ERROR, end + " octets (expected: at least " + overhead + ")");
        }
        if (head.has(FrameFlag.PADDED)) {
            int padding = payload.octet(start++);
            if (padding > end - overhead) {
                throw head.fault(ErrorCode.PROTOCOL_ERROR, "padding of " + padding + " octets in a payload of " + end);
            }
            payload.cut(end - padding);
        }
        dependsOnItself = false;
        if (head.has(FrameFlag.PRIORITY)) {
            dependsOnItself = (payload.word(start) & Integer.MAX_VALUE) == stream;
            start += PRIORITY_OCTETS;
        }
        blockStart = start;
    }

    private void end() {
        int ended = stream;
        stream = 0;
        Decoded decoded =
                decoder.decode(payload.bytes(), blockStart, payload.end() - blockStart, fields, maxListSize, maxCount);
        payload.clear();
        blockStart = 0;
        if (dependsOnItself) {
            handler.streamFault(
                    ended,
                    ErrorCode.PROTOCOL_ERROR,
                    Abuse.PROTOCOL,
                    "HEADERS of stream " + ended + ": it depends on itself");
        } else {
            handler.headers(ended, fields, endStream, decoded);
        }
        fields.clear();
    }
}
