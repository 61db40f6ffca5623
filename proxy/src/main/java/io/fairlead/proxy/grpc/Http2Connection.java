package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.http2.FrameHandler;
import io.fairlead.proxy.http2.FrameReader;
import io.fairlead.proxy.http2.FrameWriter;
import io.fairlead.proxy.http2.HpackEncoder;
import io.fairlead.proxy.http2.Settings;
import io.fairlead.proxy.tcp.MovingDeadline;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/2 connection, to a client or to a server: what is the same on both. All is called on its event loop.
 *
 * <pre>
 *   OPEN ──── fault: GOAWAY ────► CLOSING ──── FIN of the other side, or a second ────► CLOSED
 *     │                                                                                   ▲
 *     └──────────── end of the connection, reset, {@link #close} ─────────────────────────┘
 * </pre>
 *
 * <p>The connection's own window is given back as bytes come: what a stream cannot hand on is held up by the window of that stream, and does not
 * hold up its neighbours.
 */
abstract class Http2Connection implements FrameHandler {

    private static final Logger log = LoggerFactory.getLogger(Http2Connection.class);
    private static final int DEFAULT_WINDOW = 65_535;
    private static final int WINDOW = 1024 * 1024;
    private static final int DEFAULT_FRAME_SIZE = 16_384;
    private static final int MOST_UNREAD_BY_PEER = 256 * 1024;
    private static final long CLOSING_MILLIS = 1000;
    private static final long TWO_PHASES_MILLIS = 1000;
    private static final long LEAVING_PING = 0x6661_6972_6c65_6164L;

    private final LoopState loop;
    private final SocketChannel channel;
    private final FrameReader reader;
    private final Output output;
    private final Limits limits;
    private final SlowPeer slowPeer;
    private final HpackEncoder encoder = new HpackEncoder();
    private final IntObjectMap<Exchange> exchanges = new IntObjectHashMap<>(4);
    private final Queue<Flow> blocked = new ArrayDeque<>(0);
    private @Nullable KeepAliveWatch keepAlive;
    private State state = State.OPEN;
    private int sendWindow = DEFAULT_WINDOW;
    private int peerInitialWindow = DEFAULT_WINDOW;
    private int peerFrameSize = DEFAULT_FRAME_SIZE;
    private int receiveWindow = WINDOW;
    private int unreturned;
    private long receivedNanos;
    private long countedWritten;
    private boolean told;
    private boolean settingsReceived;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    /**
     * Creates one that is not told of anything yet.
     *
     * @param limits what the other side may do
     */
    Http2Connection(LoopState loop, SocketChannel channel, Limits limits) {
        this.loop = loop;
        this.channel = channel;
        this.limits = limits;
        reader = new FrameReader(this, limits.maxHeaderListSize(), limits.maxHeaders());
        output = new Output(channel, loop.turn(), this::flushed);
        receivedNanos = now();
        slowPeer = new SlowPeer(this, limits, loop.eventLoop());
    }

    /** Says what this side's settings are, and reads. */
    final void start(Settings settings) {
        ByteBuf out = output.frames();
        FrameWriter.settings(out, settings);
        FrameWriter.windowUpdate(out, 0, WINDOW - DEFAULT_WINDOW);
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

    final boolean isOpen() {
        return state == State.OPEN;
    }

    final boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether the other side began to say something and has not finished: that it speaks HTTP/2, or a frame that is no DATA. */
    boolean isSpeaking() {
        return !settingsReceived || reader.inHeaderBlock() || reader.inFrame();
    }

    final boolean hasSettings() {
        return settingsReceived;
    }

    final int peerInitialWindow() {
        return peerInitialWindow;
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

    // What comes.

    /** Takes what was received; {@code data} is its caller's again. */
    final void received(ByteBuf data) {
        receivedNanos = now();
        if (state != State.OPEN) {
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
            fail(fault);
        }
    }

    final void receivedAll() {
        slowPeer.look();
    }

    /** Reads what a connection begins with before its first frame; returns {@code false} where it is something else. */
    boolean begins(ByteBuf data) {
        return true;
    }

    /** Counts bytes that were received. */
    abstract void count(int bytes);

    /** Counts bytes that were sent. */
    abstract void countSent(long bytes);

    /** The other side did not answer a PING in time. */
    abstract void silent();

    /** DATA came for {@code exchange}. */
    abstract void dataOf(Exchange exchange, ByteBuf piece, int flowBytes, boolean endStream);

    /** Returns the direction of {@code exchange} that is sent on this connection. */
    abstract Flow sendingOf(Exchange exchange);

    /** DATA came for a stream that is not open. */
    abstract void dataOfClosed(int stream);

    /** Notes one of the kinds of abuse in the statistics. */
    abstract void abused(Abuse kind);

    /** Ends a stream for a fault of the other side. */
    abstract void fault(int stream, ErrorCode code, Abuse kind, String message);

    /** Whether a stream of that number was never opened. */
    abstract boolean isIdle(int stream);

    /** Something of the other side's settings changed. */
    abstract void settingsChanged(Settings settings);

    /** The connection is no more; {@code reason} says what was seen of it. */
    abstract void lost(String reason);

    /** The channel is closed. */
    abstract void closed();

    @Override
    public final void data(int stream, ByteBuf piece, int flowBytes, boolean endStream) {
        requireSettings();
        receiveWindow -= flowBytes;
        if (receiveWindow < 0) {
            throw new ConnectionFault(
                    ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "more than the connection's window");
        }
        unreturned += flowBytes;
        if (unreturned >= WINDOW / 2) {
            FrameWriter.windowUpdate(output.frames(), 0, unreturned);
            receiveWindow += unreturned;
            unreturned = 0;
        }
        if (!piece.isReadable() && !endStream) {
            limits.controlFrame(Abuse.EMPTY_FRAMES, now());
        }
        Exchange exchange = exchanges.get(stream);
        if (exchange != null) {
            dataOf(exchange, piece, flowBytes, endStream);
        } else if (isIdle(stream)) {
            throw new ConnectionFault(ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "DATA on an idle stream");
        } else {
            dataOfClosed(stream);
        }
    }

    @Override
    public final void priority(int stream) {
        requireSettings();
        limits.controlFrame(Abuse.CONTROL_FRAMES, now());
    }

    @Override
    public final void unknown(int type) {
        requireSettings();
        limits.controlFrame(Abuse.CONTROL_FRAMES, now());
    }

    @Override
    public final void settings(Settings settings) {
        if (settingsReceived) {
            limits.controlFrame(Abuse.CONTROL_FRAMES, now());
        }
        settingsReceived = true;
        if (settings.headerTableSize() >= 0) {
            encoder.maxTableSize(settings.headerTableSize());
        }
        if (settings.maxFrameSize() >= 0) {
            peerFrameSize = (int) Math.min(DEFAULT_FRAME_SIZE, settings.maxFrameSize());
        }
        FrameWriter.settingsAck(output.frames());
        if (settings.initialWindowSize() >= 0) {
            changeWindows((int) settings.initialWindowSize());
        }
        settingsChanged(settings);
    }

    private void changeWindows(int initial) {
        int change = initial - peerInitialWindow;
        peerInitialWindow = initial;
        if (change == 0) {
            return;
        }
        for (Exchange exchange : exchanges()) {
            Flow flow = sendingOf(exchange);
            if (!flow.addWindow(change)) {
                throw new ConnectionFault(
                        ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "a window larger than any may be");
            }
            flow.pump();
        }
    }

    @Override
    public final void settingsAcknowledged() {
        requireSettings();
        limits.controlFrame(Abuse.CONTROL_FRAMES, now());
    }

    @Override
    public final void ping(long payload) {
        requireSettings();
        limits.controlFrame(Abuse.CONTROL_FRAMES, now());
        FrameWriter.ping(output.frames(), payload, true);
    }

    @Override
    public final void pingAcknowledged(long payload) {
        requireSettings();
        limits.controlFrame(Abuse.CONTROL_FRAMES, now());
        if (payload == LEAVING_PING) {
            leaveForGood();
        } else if (keepAlive != null) {
            keepAlive.acknowledged();
        }
    }

    @Override
    public final void windowUpdate(int stream, int increment) {
        requireSettings();
        limits.windowUpdate(now());
        if (stream == 0) {
            long window = (long) sendWindow + increment;
            if (window > Integer.MAX_VALUE) {
                throw new ConnectionFault(
                        ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "a window larger than any may be");
            }
            sendWindow = (int) window;
            drained();
            return;
        }
        Exchange exchange = exchanges.get(stream);
        if (exchange == null) {
            if (isIdle(stream)) {
                throw new ConnectionFault(ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "WINDOW_UPDATE of an idle stream");
            }
        } else {
            Flow flow = sendingOf(exchange);
            if (flow.addWindow(increment)) {
                flow.pump();
            } else {
                fault(stream, ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "a window larger than any may be");
            }
        }
    }

    @Override
    public final void streamFault(int stream, ErrorCode code, Abuse kind, String message) {
        requireSettings();
        fault(stream, code, kind, message);
    }

    /** Has the first frame be SETTINGS. */
    final void requireSettings() {
        if (!settingsReceived) {
            throw new ConnectionFault(ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "SETTINGS is not the first frame");
        }
    }

    // What is sent.

    /** Returns how many bytes of a stream with {@code window} may be sent at this moment. */
    final int room(int window) {
        return state != State.OPEN || output.full() ? 0 : Math.min(Math.min(window, sendWindow), peerFrameSize);
    }

    /** Sends the first {@code bytes} bytes of {@code data}, for which there is {@link #room}. */
    final void sendData(int stream, ByteBuf data, int bytes, boolean endStream) {
        sendWindow -= bytes;
        limits.sentData();
        output.data(stream, data, bytes, endStream);
    }

    /** Sends the end of a stream. */
    final void sendEnd(int stream) {
        FrameWriter.dataHeader(output.frames(), stream, 0, true);
    }

    final void sendHeaders(int stream, Fields fields, boolean endStream) {
        FrameWriter.headers(output.frames(), stream, fields, endStream, encoder, peerFrameSize);
    }

    final void sendReset(int stream, long code) {
        if (state == State.OPEN) {
            FrameWriter.reset(output.frames(), stream, code);
        }
    }

    /** Sends a PING of keepAlive. */
    final void sendPing(long payload) {
        FrameWriter.ping(output.frames(), payload, false);
    }

    /** Has {@code flow} sent when there is room on the connection. */
    final void block(Flow flow) {
        if (!flow.isQueued()) {
            flow.queued(true);
            blocked.add(flow);
        }
    }

    final void unblock(Flow flow) {
        if (flow.isQueued()) {
            flow.queued(false);
            blocked.remove(flow);
        }
    }

    final boolean hasBlocked() {
        return !blocked.isEmpty();
    }

    /**
     * The kernel has taken enough of what waited. Those that wait for room go on at the end of the turn, not at once: it may have come to pass in the
     * midst of what one of them sends.
     */
    final void writable() {
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
        output.flushLater();
    }

    /** Lets those that wait for room on the connection go on, each in its turn. */
    private void drained() {
        while (!blocked.isEmpty() && room(Integer.MAX_VALUE) > 0) {
            Flow next = blocked.remove();
            next.queued(false);
            next.takeTurn();
        }
    }

    /** A peer that takes nothing is not read from any more: each of its frames could ask for another one that it does not take. */
    private void flushed() {
        countSent(output.written() - countedWritten);
        countedWritten = output.written();
        long pending = output.pending();
        if (pending > 0) {
            slowPeer.look();
            if (pending >= MOST_UNREAD_BY_PEER) {
                channel.config().setAutoRead(false);
            }
        }
        if (!blocked.isEmpty()) {
            drained();
        }
    }

    // How it ends.

    /** Says that no further stream is taken, and asks whether the other side knows. */
    final void announceLeaving() {
        FrameWriter.goAway(output.frames(), Integer.MAX_VALUE, ErrorCode.NO_ERROR, "");
        FrameWriter.ping(output.frames(), LEAVING_PING, false);
        loop.eventLoop().schedule(this::leaveForGood, TWO_PHASES_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The other side knows that no further stream is taken, or had the time to. */
    abstract void leaveForGood();

    /** Ends the connection for what the other side did. */
    final void fail(ConnectionFault fault) {
        if (state != State.OPEN) {
            return;
        }
        abused(fault.kind());
        endWith(fault.code(), String.valueOf(fault.getMessage()));
        over(String.valueOf(fault.getMessage()));
    }

    /** Ends the connection in order: a GOAWAY, and all that was written before it, goes out. */
    final void endWith(ErrorCode code, String message) {
        if (state != State.OPEN) {
            return;
        }
        sendGoAway(code, message);
        closeSoon();
    }

    /** Says which stream of the other side was the last that was taken, and why. */
    final void sendGoAway(ErrorCode code, String message) {
        FrameWriter.goAway(output.frames(), lastStream(), code, message);
    }

    /** Returns the last stream of the other side that was taken. */
    abstract int lastStream();

    /** Lets what was written go out, and closes: at once, it would be lost where the other side has sent what was not read. */
    final void closeSoon() {
        if (state != State.OPEN) {
            return;
        }
        output.flush();
        state = State.CLOSING;
        channel.config().setAutoRead(true);
        if (output.pending() == 0) {
            channel.shutdownOutput();
        }
        loop.eventLoop().schedule(() -> channel.close(), CLOSING_MILLIS, TimeUnit.MILLISECONDS);
    }

    final void close() {
        channel.close();
    }

    /** Resets the connection. */
    final void reset() {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    /** The other side did not do in time what it has to. */
    final void tooSlow(Abuse kind, String message) {
        fail(new ConnectionFault(
                kind == Abuse.SLOW_READER ? ErrorCode.ENHANCE_YOUR_CALM : ErrorCode.SETTINGS_TIMEOUT, kind, message));
        if (kind == Abuse.SLOW_READER) {
            reset();
        }
    }

    final void broken(Throwable cause) {
        if (!(cause instanceof IOException) && !(cause instanceof ClosedChannelException)) {
            log.atError()
                    .setMessage("HTTP/2 connection ends after a fault")
                    .setCause(cause)
                    .log();
        }
        over("connection was reset");
        channel.close();
    }

    /** The channel is closed. */
    final void gone() {
        over("connection was closed");
        state = State.CLOSED;
        output.close();
        reader.close();
        slowPeer.stop();
        closed();
    }

    private void over(String reason) {
        if (told) {
            return;
        }
        told = true;
        if (state == State.OPEN) {
            state = State.CLOSED;
        }
        if (keepAlive != null) {
            keepAlive.stop();
        }
        lost(reason);
    }

    final MovingDeadline deadline(LongSupplier leftNanos, Runnable over) {
        return new MovingDeadline(loop.eventLoop(), leftNanos, over);
    }
}
