package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.http2.FrameWriter;
import io.fairlead.proxy.http2.HpackEncoder;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Sends the frames of streams on a connection. DATA goes as far as the connection's window and its socket have room; those that wait for room stand in
 * a line and have turns.
 */
final class FrameSender {

    private static final int DEFAULT_WINDOW = 65_535;

    /** How long a frame is at most: what every peer takes (RFC 9113, 4.2), and short enough for others to have their turn. */
    private static final int LONGEST_FRAME = 16_384;

    private final ConnectionState state;
    private final Output output;
    private final Limits limits;
    private final HpackEncoder encoder;
    private final PeerSettings peer;
    private final Queue<Flow> blocked = new ArrayDeque<>(0);
    private int window = DEFAULT_WINDOW;

    /**
     * Creates one that has sent nothing.
     *
     * @param encoder the one that keeps to {@code peer}
     */
    FrameSender(ConnectionState state, Output output, Limits limits, HpackEncoder encoder, PeerSettings peer) {
        this.state = state;
        this.output = output;
        this.limits = limits;
        this.encoder = encoder;
        this.peer = peer;
    }

    /** Returns how much may be sent at first on a stream. */
    int peerInitialWindow() {
        return peer.initialWindow();
    }

    /** Returns how many bytes of a stream with {@code streamWindow} may be sent at this moment. */
    int room(int streamWindow) {
        return !state.isOpen() || output.full() ? 0 : Math.min(Math.min(streamWindow, window), LONGEST_FRAME);
    }

    /** Sends the first {@code bytes} bytes of {@code data}, for which there is {@link #room}. */
    void sendData(int stream, ByteBuf data, int bytes, boolean endStream) {
        window -= bytes;
        limits.sentData();
        output.data(stream, data, bytes, endStream);
    }

    /** Sends the end of a stream. */
    void sendEnd(int stream) {
        FrameWriter.dataHeader(output.frames(), stream, 0, true);
    }

    void sendHeaders(int stream, Fields fields, boolean endStream) {
        FrameWriter.headers(output.frames(), stream, fields, endStream, encoder, LONGEST_FRAME);
    }

    void sendReset(int stream, long code) {
        if (state.isOpen()) {
            FrameWriter.reset(output.frames(), stream, code);
        }
    }

    /** Enlarges the connection's window. */
    void addWindow(int increment) {
        long enlarged = (long) window + increment;
        if (enlarged > Integer.MAX_VALUE) {
            throw new ConnectionFault(
                    ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "a window larger than any may be");
        }
        window = (int) enlarged;
        drain();
    }

    /** Has {@code flow} sent when there is room on the connection. */
    void block(Flow flow) {
        if (!flow.isQueued()) {
            flow.queued(true);
            blocked.add(flow);
        }
    }

    void unblock(Flow flow) {
        if (flow.isQueued()) {
            flow.queued(false);
            blocked.remove(flow);
        }
    }

    boolean hasBlocked() {
        return !blocked.isEmpty();
    }

    /** Lets those that wait for room on the connection go on, each in its turn. */
    void drain() {
        while (!blocked.isEmpty() && room(Integer.MAX_VALUE) > 0) {
            Flow next = blocked.remove();
            next.queued(false);
            next.takeTurn();
        }
    }
}
