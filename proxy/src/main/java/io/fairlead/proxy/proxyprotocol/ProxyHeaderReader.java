package io.fairlead.proxy.proxyprotocol;

import io.fairlead.proxy.transport.Rejection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PROXY header, of version 1 or 2, that a connection begins with; in how many pieces it comes does not matter. Then nothing of it
 * is left in the pipeline: what follows the header is read by the handlers that the outcome added.
 */
public final class ProxyHeaderReader extends ChannelInboundHandlerAdapter {

    /** As many as HAProxy has room for. */
    private static final int MOST_TLV_BYTES = 16 * 1024;

    private final Channel channel;
    private final Origin own;
    private final Outcome outcome;
    private @Nullable Future<?> timer;
    private boolean done;

    private ProxyHeaderReader(Channel channel, Origin own, Outcome outcome) {
        this.channel = channel;
        this.own = own;
        this.outcome = outcome;
    }

    /** What became of the header; one of the two is called, once, on the connection's event loop. */
    public interface Outcome {

        /** The connection begins; what follows the header has not been read yet. */
        void headerRead(Origin origin);

        /** The connection is closed. */
        void headerRefused(Rejection reason);
    }

    /**
     * Begins to read; to be called on the event loop of a connection that nothing was read from.
     *
     * @param own the connection's own addresses
     * @param timeout how long the whole header may take
     */
    public static void read(Channel channel, Origin own, Duration timeout, Outcome outcome) {
        ProxyHeaderReader reader = new ProxyHeaderReader(channel, own, outcome);
        channel.pipeline().addLast(new HAProxyMessageDecoder(MOST_TLV_BYTES), reader);
        reader.timer = channel.eventLoop()
                .schedule(() -> reader.refuse(Rejection.PROXY_HEADER_TIMEOUT), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The decoder that calls it removes itself next, and passes on what follows the header. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        HAProxyMessage header = (HAProxyMessage) message;
        try {
            if (!done) {
                accept(HeaderContent.origin(header, own));
            }
        } catch (DecoderException e) {
            refuse(Rejection.PROXY_HEADER);
        } finally {
            header.release();
        }
    }

    private void accept(Origin origin) {
        finish();
        channel.pipeline().remove(this);
        outcome.headerRead(origin);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        refuse(cause instanceof DecoderException ? Rejection.PROXY_HEADER : Rejection.PROXY_HEADER_MISSING);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        refuse(Rejection.PROXY_HEADER_MISSING);
    }

    private void refuse(Rejection reason) {
        if (!done) {
            finish();
            outcome.headerRefused(reason);
            channel.close();
        }
    }

    private void finish() {
        done = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
