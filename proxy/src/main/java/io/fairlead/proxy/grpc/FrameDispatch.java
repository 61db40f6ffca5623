package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.http2.FrameHandler;
import io.fairlead.proxy.http2.FrameWriter;
import io.fairlead.proxy.http2.Settings;
import io.netty.buffer.ByteBuf;

/**
 * Does what each frame asks of a connection as a whole, and hands on what is for one of its streams. What the frames may not be, by their order, by
 * their number and by the state of their stream, ends the connection.
 */
final class FrameDispatch implements FrameHandler {

    private final Http2Connection connection;
    private final Output output;
    private final Limits limits;
    private final PeerSettings peer;
    private final FrameSender sender;
    private final ConnectionWindow window;

    FrameDispatch(Http2Connection connection, Output output, Limits limits, PeerSettings peer, FrameSender sender) {
        this.connection = connection;
        this.output = output;
        this.limits = limits;
        this.peer = peer;
        this.sender = sender;
        window = new ConnectionWindow(output);
    }

    @Override
    public void headers(int stream, Fields fields, boolean endStream, Decoded decoded) {
        requireSettings();
        connection.headers(stream, fields, endStream, decoded);
    }

    @Override
    public void data(int stream, ByteBuf piece, int flowBytes, boolean endStream) {
        requireSettings();
        window.received(flowBytes);
        if (!piece.isReadable() && !endStream) {
            limits.controlFrame(Abuse.EMPTY_FRAMES, connection.now());
        }
        Exchange exchange = connection.exchange(stream);
        if (exchange == null) {
            requireNotIdle(stream, "DATA on an idle stream");
            connection.dataOfClosed(stream);
        } else {
            connection.dataOf(exchange, piece, flowBytes, endStream);
        }
    }

    @Override
    public void reset(int stream, long code) {
        requireSettings();
        Exchange exchange = connection.exchange(stream);
        if (exchange == null) {
            requireNotIdle(stream, "RST_STREAM of an idle stream");
            limits.controlFrame(Abuse.CONTROL_FRAMES, connection.now());
        } else {
            connection.resetOf(exchange, code);
        }
    }

    @Override
    public void windowUpdate(int stream, int increment) {
        requireSettings();
        limits.windowUpdate(connection.now());
        if (stream == 0) {
            sender.addWindow(increment);
            return;
        }
        Exchange exchange = connection.exchange(stream);
        if (exchange == null) {
            requireNotIdle(stream, "WINDOW_UPDATE of an idle stream");
            return;
        }
        Flow flow = connection.sendingOf(exchange);
        if (flow.addWindow(increment)) {
            flow.pump();
        } else {
            connection.fault(
                    stream, ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "a window larger than any may be");
        }
    }

    private void requireNotIdle(int stream, String message) {
        if (connection.isIdle(stream)) {
            throw new ConnectionFault(ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, message);
        }
    }

    @Override
    public void streamFault(int stream, ErrorCode code, Abuse kind, String message) {
        requireSettings();
        connection.fault(stream, code, kind, message);
    }

    @Override
    public void settings(Settings settings) {
        if (peer.areKnown()) {
            limits.controlFrame(Abuse.CONTROL_FRAMES, connection.now());
        }
        int change = peer.change(settings);
        FrameWriter.settingsAck(output.frames());
        if (change != 0) {
            changeWindows(change);
        }
        connection.settingsChanged(settings);
    }

    private void changeWindows(int change) {
        for (Exchange exchange : connection.exchanges()) {
            Flow flow = connection.sendingOf(exchange);
            if (!flow.addWindow(change)) {
                throw new ConnectionFault(
                        ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "a window larger than any may be");
            }
            flow.pump();
        }
    }

    @Override
    public void settingsAcknowledged() {
        control();
    }

    @Override
    public void ping(long payload) {
        control();
        FrameWriter.ping(output.frames(), payload, true);
    }

    @Override
    public void pingAcknowledged(long payload) {
        control();
        connection.pingAcknowledged(payload);
    }

    @Override
    public void goAway(int lastStream, long code, String debug) {
        requireSettings();
        connection.goAway(lastStream);
    }

    @Override
    public void priority(int stream) {
        control();
    }

    @Override
    public void unknown(int type) {
        control();
    }

    /** Notes a frame that carries nothing of an RPC. */
    private void control() {
        requireSettings();
        limits.controlFrame(Abuse.CONTROL_FRAMES, connection.now());
    }

    /** Has the first frame be SETTINGS. */
    private void requireSettings() {
        if (!peer.areKnown()) {
            throw new ConnectionFault(ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "SETTINGS is not the first frame");
        }
    }
}
