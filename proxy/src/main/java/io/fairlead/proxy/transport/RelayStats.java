package io.fairlead.proxy.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a proxy has relayed, by the way that it went, the pipes of its event loops, and the bytes that it holds; any thread may write and
 * read it.
 */
public final class RelayStats {

    private final LongAdder copied = new LongAdder();
    private final LongAdder spliced = new LongAdder();
    private final AtomicInteger pipesInUse = new AtomicInteger();
    private final AtomicInteger pipesIdle = new AtomicInteger();
    private final BufferBudget buffers = BufferBudget.ofThisProcess();

    /** Bytes that went through the proxy's memory. */
    public LongAdder copied() {
        return copied;
    }

    /** Bytes that stayed in the kernel. */
    public LongAdder spliced() {
        return spliced;
    }

    /** Pipes that hold bytes at this moment. */
    public AtomicInteger pipesInUse() {
        return pipesInUse;
    }

    /** Pipes that wait for their next use. */
    public AtomicInteger pipesIdle() {
        return pipesIdle;
    }

    /** Bytes of RPCs that one side has sent and the other has not taken, over all connections. */
    public BufferBudget buffers() {
        return buffers;
    }
}
