package io.fairlead.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;

/**
 * One whose bytes go through Netty's pipeline.
 *
 * <p>What is written and cannot be sent at once waits in Netty's outbound buffer. As soon as more than {@value #HIGH_WATER} bytes
 * wait, {@link #full} says so and the relay stops reading from the other side, until less than {@value #LOW_WATER} are left: so many
 * bytes and one read's, 64 KiB at most, is all that a direction ever holds.
 */
final class ChannelSocket implements SideSocket {

    private static final int LOW_WATER = 32 * 1024;
    private static final int HIGH_WATER = 64 * 1024;

    private final SocketChannel channel;

    ChannelSocket(SocketChannel channel) {
        this.channel = channel;
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LOW_WATER, HIGH_WATER));
    }

    @Override
    public void start(SideEvents events) {
        channel.pipeline().addLast(new ChannelSocketHandler(events));
    }

    @Override
    public boolean reading() {
        return channel.config().isAutoRead();
    }

    @Override
    public void pauseReading() {
        channel.config().setAutoRead(false);
    }

    @Override
    public void resumeReading() {
        channel.config().setAutoRead(true);
    }

    @Override
    public void write(ByteBuf data) {
        channel.write(data.retain(), channel.voidPromise());
        if (full()) {
            channel.flush();
        }
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean full() {
        return !channel.isWritable();
    }

    @Override
    public long pendingBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void endOutput(Runnable sent) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess()) {
                channel.shutdownOutput();
                sent.run();
            }
        });
    }

    @Override
    public void close() {
        channel.close();
    }
}
