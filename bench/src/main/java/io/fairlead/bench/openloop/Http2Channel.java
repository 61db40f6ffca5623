package io.fairlead.bench.openloop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what one end of an HTTP/2 connection reads into whole frames, and what it writes into one system call. Lives on one event loop. */
abstract class Http2Channel extends ByteToMessageDecoder {

    private static final int USUAL_SIZE = 256;

    private final Channel channel;
    private @Nullable ByteBuf written;

    Http2Channel(Channel channel) {
        this.channel = channel;
    }

    /** Takes what is whole. */
    abstract void read(ByteBuf in) throws IOException;

    /** Returns what {@link #flush} sends. */
    final ByteBuf written() {
        if (written == null) {
            written = channel.alloc().ioBuffer(USUAL_SIZE);
        }
        return written;
    }

    final boolean isWritable() {
        return channel.isWritable();
    }

    public final void flush() {
        if (written != null) {
            ByteBuf flushed = written;
            written = null;
            channel.writeAndFlush(flushed, channel.voidPromise());
        }
    }

    @Override
    protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> messages) throws IOException {
        read(in);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        flush();
    }

    @Override
    protected final void handlerRemoved0(ChannelHandlerContext ctx) {
        if (written != null) {
            written.release();
            written = null;
        }
    }
}
