package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.api.v1alpha1.TcpOptions;
import io.fairlead.proxy.transport.Acknowledgement;
import io.fairlead.proxy.transport.TcpSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;

/** One of the two connections of a session, the client's or the server's. All is called on its event loop. */
final class Side {

    private final SocketChannel channel;
    private final SideSocket socket;
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
        socket = SideSocket.of(channel);
    }

    /** Begins to read. */
    void start(SideEvents events) {
        socket.start(events);
    }

    /** Lets what this side sends go to {@code other} without a copy, as {@code path} says. */
    void relayTo(Side other, DataPath path) {
        socket.relayTo(other.socket, path);
    }

    boolean reading() {
        return socket.reading();
    }

    void pauseReading() {
        socket.pauseReading();
    }

    void resumeReading() {
        if (!inputEnded) {
            socket.resumeReading();
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

    /** Sends {@code data}, with the next {@link #flush} at the latest; it is its caller's again when this returns. */
    void write(ByteBuf data) {
        writtenBytes += data.readableBytes();
        socket.write(data);
    }

    /** Notes that {@code bytes} of the other side's were written without a copy. */
    void spliced(int bytes) {
        writtenBytes += bytes;
    }

    void flush() {
        socket.flush();
    }

    boolean full() {
        return socket.full();
    }

    /**
     * Sends a FIN behind all that was written, and then calls {@code ended}; if that fails, the side's events tell of it. Its peer is
     * waited for anew.
     */
    void endOutput(Runnable ended) {
        socket.endOutput(() -> {
            outputEnded = true;
            moved(channel.eventLoop().ticker().nanoTime());
            ended.run();
            onHalfClose.run();
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
        socket.close();
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
        lastTakenBytes = writtenBytes - socket.pendingBytes();
    }

    boolean allSent() {
        return socket.pendingBytes() == 0;
    }

    /** Whether the peer's kernel has all that was sent, as far as it can be known. */
    boolean allDelivered() {
        return allSent() && Acknowledgement.complete(channel);
    }

    /** Returns when, in nanoseconds, the peer was last seen to have sent something, or to have taken some of what it was sent. */
    long lastMove(long nowNanos) {
        long taken = writtenBytes - socket.pendingBytes();
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
}
