package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.http2.FrameReader;
import io.fairlead.proxy.http2.FrameWriter;
import io.fairlead.proxy.http2.HpackEncoder;
import io.fairlead.proxy.http2.Settings;
import io.fairlead.proxy.tcp.MovingDeadline;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection, to a client or to a server: what is the same on both. What comes is read and goes to a {@link FrameDispatch}, what goes out
 * to a {@link FrameSender}; a {@link ConnectionState} knows how it ends. All is called on its event loop.
 */
abstract class Http2Connection implements StreamHandler {

    private final LoopState loop;
    private final SocketChannel channel;
    private final Limits limits;
    private final Output output;
    private final ConnectionState state;
    private final FrameSender sender;
    private final PeerSettings peer;
    private final FrameReader reader;
    private final SlowPeer slowPeer;
    private final IntObjectMap<Exchange> exchanges = new IntObjectHashMap<>(4);
    private @Nullable KeepAliveWatch keepAlive;
    private long receivedNanos;
    private long countedWritten;

    /**
     * Creates one that is not told of anything yet.
     *
     * @param limits what the other side may do
     */
    Http2Connection(LoopState loop, SocketChannel channel, Limits limits) {
        this.loop = loop;
        this.channel = channel;
        this.limits = limits;
        output = new Output(channel, loop.turn(), this::flushed);
        state = new ConnectionState(this, channel, output);
        HpackEncoder encoder = new HpackEncoder(loop.headerScratch());
        peer = new PeerSettings(encoder);
        sender = new FrameSender(state, output, limits, encoder, peer);
        reader = new FrameReader(
                new FrameDispatch(this, output, limits, peer, sender),
                loop.headerScratch(),
                limits.maxHeaderListSize(),
                limits.maxHeaders());
        slowPeer = new SlowPeer(this, limits, loop.eventLoop());
        receivedNanos = now();
    }

    /** Says what this side's settings are, and reads. */
    final void start(Settings settings) {
        ByteBuf out = output.frames();
        FrameWriter.settings(out, settings);
        ConnectionWindow.open(out);
        FrameChannel.add(channel, this);
        slowPeer.look();
    }

    /** Sends PINGs to the other side where nothing comes. */
    final void keepAlive(Duration time, Duration timeout, boolean onlyWithStreams) {
        keepAlive = new KeepAliveWatch(this, time, timeout, onlyWithStreams);
        keepAlive.start();
    }

    final LoopState loop() {
        return loop;
    }

    final SocketChannel channel() {
        return channel;
    }

    final Output output() {
        return output;
    }

    final ConnectionState state() {
        return state;
    }

    /** Returns what sends the frames of its streams. */
    final FrameSender sender() {
        return sender;
    }

    final Limits limits() {
        return limits;
    }

    final long now() {
        return loop.now();
    }

    /** Returns when something came last. */
    final long receivedNanos() {
        return receivedNanos;
    }

    /** Whether the other side began to say something and has not finished: that it speaks HTTP/2, or a frame that is no DATA. */
    boolean isSpeaking() {
        return !peer.areKnown() || reader.inHeaderBlock() || reader.inFrame();
    }

    final MovingDeadline deadline(LongSupplier leftNanos, Runnable over) {
        return new MovingDeadline(loop.eventLoop(), leftNanos, over);
    }

    final @Nullable Exchange exchange(int stream) {
        return exchanges.get(stream);
    }

    final int exchangeCount() {
        return exchanges.size();
    }

    /** Returns the exchanges of this moment. */
    final List<Exchange> exchanges() {
        return new ArrayList<>(exchanges.values());
    }

    final void add(int stream, Exchange exchange) {
        exchanges.put(stream, exchange);
    }

    final boolean remove(int stream) {
        return exchanges.remove(stream) != null;
    }

    /** Takes what was received; {@code data} is its caller's again. */
    final void received(ByteBuf data) {
        receivedNanos = now();
        if (!state.isOpen()) {
            return;
        }
        count(data.readableBytes());
        try {
            if (!begins(data)) {
                throw new ConnectionFault(
                        ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "no HTTP/2 by prior knowledge (RFC 9113, 3.3)");
            }
            reader.read(data);
        } catch (ConnectionFault fault) {
            state.fail(fault);
        }
    }

    final void receivedAll() {
        slowPeer.look();
    }

    /**
     * The kernel has taken enough of what waited. Those that wait for room go on at the end of the turn, not at once: it may have come to pass in the
     * midst of what one of them sends.
     */
    final void writable() {
        slowPeer.writable();
        output.flushLater();
    }

    private void flushed() {
        countSent(output.written() - countedWritten);
        countedWritten = output.written();
        slowPeer.flushed();
        sender.drain();
    }

    /** The answer to a PING came. */
    void pingAcknowledged(long payload) {
        if (keepAlive != null) {
            keepAlive.acknowledged();
        }
    }

    /** Notes that the channel failed. */
    final void broken(Throwable cause) {
        state.broken(cause);
    }

    /** Notes that the channel is closed. */
    final void gone() {
        state.closed();
        output.close();
        reader.close();
        slowPeer.stop();
        closed();
    }

    /** Notes that nothing more comes of it. */
    final void over(String reason) {
        if (keepAlive != null) {
            keepAlive.stop();
        }
        lost(reason);
    }

    /** Reads what a connection begins with before its first frame; returns {@code false} where it is something else. */
    boolean begins(ByteBuf data) {
        return true;
    }

    /** Counts bytes that were received. */
    abstract void count(int bytes);

    /** Counts bytes that were sent. */
    abstract void countSent(long bytes);

    /** Notes one of the kinds of abuse in the statistics. */
    abstract void abused(Abuse kind);

    /** Returns the last stream of the other side that was taken. */
    abstract int lastStream();

    /** The other side did not answer a PING in time. */
    abstract void silent();

    /** The connection is no more; {@code reason} says what was seen of it. */
    abstract void lost(String reason);

    /** The channel is closed. */
    abstract void closed();

    // What its exchanges send.

    final int room(int window) {
        return sender.room(window);
    }

    final void sendData(int stream, ByteBuf data, int bytes, boolean endStream) {
        sender.sendData(stream, data, bytes, endStream);
    }

    final void sendHeaders(int stream, Fields fields, boolean endStream) {
        sender.sendHeaders(stream, fields, endStream);
    }

    final void sendReset(int stream, long code) {
        sender.sendReset(stream, code);
    }
}
