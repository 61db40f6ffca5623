package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.TcpOptions;
import io.fairlead.proxy.transport.Acknowledgement;
import io.fairlead.proxy.transport.TcpSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;

/**
 * One of the two connections of a session, the client's or the server's. All is called on its event loop.
 *
 * <p>What is written and cannot be sent at once waits in Netty's outbound buffer. As soon as more than {@value #HIGH_WATER} bytes
 * wait, {@link #full} says so and the relay stops reading from the other side, until less than {@value #LOW_WATER} are left: so many
 * bytes and one read's, 64 KiB at most, is all that a direction ever holds.
 */
final class Side {

    private static final int LOW_WATER = 32 * 1024;
    private static final int HIGH_WATER = 64 * 1024;

    private final SocketChannel channel;
    private boolean inputEnded;
    private boolean outputEnded;
    private Runnable onHalfClose = () -> {};
    private long lastMovedNanos;
    private long lastExcusedNanos;
    private long writtenBytes;
    private long lastTakenBytes;

    Side(SocketChannel channel, TcpOptions options, long nowNanos) {
        this.channel = channel;
        lastMovedNanos = nowNanos;
        lastExcusedNanos = nowNanos;
        TcpSocketOptions.set(channel, options);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LOW_WATER, HIGH_WATER));
    }

    SocketChannel channel() {
        return channel;
    }

    boolean reading() {
        return channel.config().isAutoRead();
    }

    void pauseReading() {
        channel.config().setAutoRead(false);
    }

    void resumeReading() {
        if (!inputEnded) {
            channel.config().setAutoRead(true);
        }
    }

    /** Notes that the peer sent its FIN, and that all before it has been read. */
    void inputEnded() {
        inputEnded = true;
        pauseReading();
        onHalfClose.run();
    }

    boolean hasInputEnded() {
        return inputEnded;
    }

    /** Takes {@code data} over; it is sent with the next {@link #flush}, or at once where much waits already. */
    void write(ByteBuf data) {
        writtenBytes += data.readableBytes();
        channel.write(data, channel.voidPromise());
        if (full()) {
            channel.flush();
        }
    }

    void flush() {
        channel.flush();
    }

    boolean full() {
        return !channel.isWritable();
    }

    /**
     * Sends a FIN behind all that was written, and then calls {@code ended}; if that fails, the channel's handler learns of it. Its peer is
     * waited for anew.
     */
    void endOutput(Runnable ended) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (sent.isSuccess()) {
                channel.shutdownOutput();
                outputEnded = true;
                moved(channel.eventLoop().ticker().nanoTime());
                ended.run();
                onHalfClose.run();
            }
        });
    }

    boolean hasOutputEnded() {
        return outputEnded;
    }

    /** Whether one direction is closed, or both. */
    boolean isHalfClosed() {
        return inputEnded || outputEnded;
    }

    /** Has {@code listener} called whenever a direction is closed from now on. */
    void onHalfClose(Runnable listener) {
        onHalfClose = listener;
    }

    /** Closes; what still waits to be sent is lost. */
    void close() {
        channel.close();
    }

    /** Makes {@link #close} a reset. */
    void resetOnClose() {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }

    /** Notes that the peer sent something, or took something that was sent to it. */
    void moved(long nowNanos) {
        lastMovedNanos = nowNanos;
    }

    boolean allSent() {
        return pendingBytes() == 0;
    }

    /** Whether the peer's kernel has all that was sent, as far as it can be known. */
    boolean allDelivered() {
        return allSent() && Acknowledgement.complete(channel);
    }

    /** Returns when, in nanoseconds, the peer was last seen to have sent something, or to have taken some of what it was sent. */
    long lastMove(long nowNanos) {
        long taken = writtenBytes - pendingBytes();
        if (taken > lastTakenBytes) {
            lastMovedNanos = nowNanos;
        }
        lastTakenBytes = taken;
        return lastMovedNanos;
    }

    /**
     * Returns since when, in nanoseconds, the peer has done nothing of what is expected of it. A peer that is not read from, since the
     * other side is slow, and that has taken all that was sent to it, is not expected to do anything: for it that is now.
     */
    long silentSince(long nowNanos) {
        boolean expectedToAct = !allSent() || reading();
        if (!expectedToAct) {
            lastExcusedNanos = nowNanos;
        }
        return Math.max(lastMove(nowNanos), lastExcusedNanos);
    }

    private long pendingBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
