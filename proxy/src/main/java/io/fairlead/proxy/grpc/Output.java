package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has to send. Frames of one turn are gathered in one buffer; a payload that is worth it goes out without a copy. All is called on
 * the connection's event loop.
 */
final class Output {

    private static final int LOW_WATER = 32 * 1024;
    private static final int HIGH_WATER = 64 * 1024;
    private static final int FIRST_SIZE = 512;
    private static final int MOST_GATHERED = 32 * 1024;

    /** What is shorter is copied: that costs less than a buffer of its own. */
    private static final int WORTH_NO_COPY = 4096;

    private final SocketChannel channel;
    private final Turn turn;
    private final Runnable flushed;
    private @Nullable ByteBuf gathered;
    private boolean awaitsTurnEnd;
    private boolean closed;
    private long flushes;
    private long written;

    /**
     * Creates one for a channel that is open.
     *
     * @param flushed is called after each flush
     */
    Output(SocketChannel channel, Turn turn, Runnable flushed) {
        this.channel = channel;
        this.turn = turn;
        this.flushed = flushed;
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LOW_WATER, HIGH_WATER));
    }

    /** Returns the buffer that frames are to be appended to; they go out at the end of the turn. */
    ByteBuf frames() {
        ByteBuf buffer = gathered;
        if (buffer != null && buffer.readableBytes() >= MOST_GATHERED) {
            passOn(buffer);
            buffer = null;
        }
        if (buffer == null) {
            buffer = channel.alloc().directBuffer(FIRST_SIZE);
            gathered = buffer;
        }
        flushLater();
        return buffer;
    }

    /** Has it flushed at the end of the turn. */
    void flushLater() {
        if (!awaitsTurnEnd) {
            awaitsTurnEnd = true;
            turn.flushLater(this);
        }
    }

    /** Sends the first {@code length} bytes of {@code payload} as a DATA frame, and moves its reader index. */
    void data(int stream, ByteBuf payload, int length, boolean endStream) {
        ByteBuf buffer = frames();
        FrameWriter.dataHeader(buffer, stream, length, endStream);
        if (length < WORTH_NO_COPY || closed) {
            buffer.writeBytes(payload, length);
        } else {
            passOn(buffer);
            write(payload.readRetainedSlice(length));
        }
        if (!channel.isWritable()) {
            flushes++;
            channel.flush();
        }
    }

    private void passOn(ByteBuf buffer) {
        gathered = null;
        write(buffer);
    }

    private void write(ByteBuf buffer) {
        if (closed) {
            buffer.release();
        } else {
            written += buffer.readableBytes();
            channel.write(buffer, channel.voidPromise());
        }
    }

    /** Sends all that the kernel takes. */
    void flush() {
        awaitsTurnEnd = false;
        if (gathered != null) {
            passOn(gathered);
        }
        if (!closed) {
            flushes++;
            channel.flush();
            flushed.run();
        }
    }

    /** Whether so much waits to be sent that no more of what can wait should be written. */
    boolean full() {
        return !channel.isWritable() || (gathered != null && gathered.readableBytes() >= HIGH_WATER);
    }

    /** Returns how many bytes wait to be sent. */
    long pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long waiting = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        return gathered == null ? waiting : waiting + gathered.readableBytes();
    }

    /** Returns how many bytes the kernel has taken so far. */
    long taken() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return written - (buffer == null ? 0 : buffer.totalPendingWriteBytes());
    }

    /** Returns how many bytes were written so far. */
    long written() {
        return written;
    }

    /** Returns how often it was flushed: what is written now goes out with the next flush. */
    long flushes() {
        return flushes;
    }

    /** Sends nothing more. */
    void close() {
        closed = true;
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}
