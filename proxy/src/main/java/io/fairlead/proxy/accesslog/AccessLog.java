package io.fairlead.proxy.accesslog;

import io.fairlead.proxy.rpc.RpcListener;
import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.tcp.ConnectionListener;
import io.fairlead.proxy.tcp.ConnectionRecord;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * Writes a line for each connection and each RPC that it is told of, on a thread of its own: who tells it neither blocks nor takes a lock.
 * It holds {@value #CAPACITY} records; while the output is slower than they come, further ones are dropped and counted.
 */
public final class AccessLog implements ConnectionListener, RpcListener, AutoCloseable {

    private static final int CAPACITY = 16_384;
    private static final int BATCH = 512;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final MpscAtomicArrayQueue<Record> queue;
    private final BatchWriter output;
    private final Duration closeTimeout;
    private final Thread writer;
    private final LongAdder dropped = new LongAdder();

    /** Set by the writer before it sleeps; whoever takes it back wakes the writer. */
    private final AtomicBoolean asleep = new AtomicBoolean();

    /** When the writer stops at the latest, in {@link System#nanoTime()}; written before {@link #closing}. */
    private long deadline;

    private volatile boolean closing;

    AccessLog(OutputStream out, LogFormat format, int capacity, Duration closeTimeout) {
        this.queue = new MpscAtomicArrayQueue<>(capacity);
        this.output = new BatchWriter(out, format);
        this.closeTimeout = closeTimeout;
        this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::run);
    }

    /**
     * Starts a log on an output.
     *
     * @param out only the log's thread writes to it; a {@link java.io.PrintStream} would hide its errors. It is not closed
     * @param zone the zone of the times in the log
     */
    public static AccessLog start(OutputStream out, ZoneId zone) {
        return new AccessLog(out, new LogFormat(zone), CAPACITY, CLOSE_TIMEOUT);
    }

    /** Starts a log on the process's standard output. */
    public static AccessLog startOnStandardOutput(ZoneId zone) {
        return start(new FileOutputStream(FileDescriptor.out), zone);
    }

    @Override
    public void closed(ConnectionRecord connection) {
        queue(connection);
    }

    @Override
    public void ended(RpcRecord rpc) {
        queue(rpc);
    }

    private void queue(Record ended) {
        if (closing || !queue.offer(ended)) {
            dropped.increment();
            return;
        }
        // Either the writer's look into the queue sees the record, or this look sees it asleep.
        VarHandle.fullFence();
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(writer);
        }
    }

    /** Returns how many records were lost: the queue was full, the output failed, or the log was closed. */
    public long dropped() {
        return dropped.sum();
    }

    /**
     * Writes what is queued, for two seconds at most, and stops. To be called once nobody tells it anything any more; what it is
     * told later is dropped.
     */
    @Override
    public void close() {
        deadline = System.nanoTime() + closeTimeout.toNanos();
        closing = true;
        LockSupport.unpark(writer);
        try {
            writer.join(closeTimeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Record> batch = new ArrayList<>(BATCH);
        while (!isOver()) {
            if (queue.drain(batch::add, BATCH) == 0) {
                sleepUntilWoken();
            } else {
                write(batch);
                batch.clear();
            }
        }
        dropped.add(queue.drain(record -> {}));
    }

    private boolean isOver() {
        return closing && (queue.isEmpty() || System.nanoTime() - deadline >= 0);
    }

    private void sleepUntilWoken() {
        asleep.set(true);
        VarHandle.fullFence();
        if (queue.relaxedPeek() == null && !closing) {
            LockSupport.park(this);
        }
        asleep.set(false);
    }

    private void write(List<Record> batch) {
        if (!output.write(batch)) {
            dropped.add(batch.size());
        }
    }
}
