package io.fairlead.proxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** What all connections of an event loop move their bytes with, one after the other. Used on that loop alone. */
final class LoopMemory {

    /** As large as HAProxy's {@code tune.bufsize}. */
    static final int BUFFER_SIZE = 16 * 1024;

    private final ByteBuf buffer = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(BUFFER_SIZE));
    private final PipePool pipes;

    LoopMemory(RelayStats stats) {
        pipes = new PipePool(stats);
    }

    /** Returns the buffer, empty; what is in it is over with the next call. */
    ByteBuf buffer() {
        return buffer.clear();
    }

    PipePool pipes() {
        return pipes;
    }
}
