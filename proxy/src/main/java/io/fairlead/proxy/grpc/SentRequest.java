package io.fairlead.proxy.grpc;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What was sent of an RPC's request, kept as long as it is little and no answer came: it can be sent again, to another server. */
final class SentRequest {

    private static final int MOST = 16 * 1024;
    private static final int FIRST = 256;

    private byte @Nullable [] bytes = {};
    private int length;

    /** How much of what is sent was sent before. */
    private int again;

    /** Notes that the next {@code count} bytes of {@code data} are sent; returns how many of them were not sent before, the last ones. */
    int add(ByteBuf data, int count) {
        int repeated = Math.min(again, count);
        again -= repeated;
        int fresh = count - repeated;
        if (bytes != null && fresh > 0) {
            keep(bytes, data, data.readerIndex() + repeated, fresh);
        }
        return fresh;
    }

    private void keep(byte[] kept, ByteBuf data, int index, int count) {
        if (length + count > MOST) {
            dropForGood();
            return;
        }
        byte[] room = kept;
        if (length + count > kept.length) {
            room = Arrays.copyOf(kept, Math.max(Math.max(FIRST, length + count), Math.min(MOST, 2 * kept.length)));
            bytes = room;
        }
        data.getBytes(index, room, length, count);
        length += count;
    }

    /** Whether all that was sent can be sent again. */
    boolean isKept() {
        return bytes != null;
    }

    /** Returns all that was sent, which is about to be sent again. */
    byte[] rewind() {
        again = length;
        return bytes == null ? new byte[0] : Arrays.copyOf(bytes, length);
    }

    /** Drops it: it is not to be sent again. */
    void dropForGood() {
        bytes = null;
    }
}
