package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.FrameWriter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a connection is open, and how it comes to its end.
 *
 * <pre>
 *   OPEN ──── end in order, fault: GOAWAY ────► CLOSING ──── FIN of the other side, or a second ────► CLOSED
 *     │                                                                                                ▲
 *     └──────────────────── end of the channel, loss, {@link #reset}, {@link #close} ──────────────────┘
 * </pre>
 */
final class ConnectionState {

    private static final Logger log = LoggerFactory.getLogger(ConnectionState.class);
    private static final long CLOSING_MILLIS = 1000;

    private final Http2Connection connection;
    private final SocketChannel channel;
    private final Output output;
    private State state = State.OPEN;
    private boolean told;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    ConnectionState(Http2Connection connection, SocketChannel channel, Output output) {
        this.connection = connection;
        this.channel = channel;
        this.output = output;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Ends the connection for what the other side did. */
    void fail(ConnectionFault fault) {
        if (!isOpen()) {
            return;
        }
        connection.abused(fault.kind());
        endWith(fault.code(), String.valueOf(fault.getMessage()));
        over(String.valueOf(fault.getMessage()));
    }

    /** The other side did not do in time what it has to. */
    void tooSlow(Abuse kind, String message) {
        fail(new ConnectionFault(
                kind == Abuse.SLOW_READER ? ErrorCode.ENHANCE_YOUR_CALM : ErrorCode.SETTINGS_TIMEOUT, kind, message));
        if (kind == Abuse.SLOW_READER) {
            reset();
        }
    }

    /** Ends the connection in order: a GOAWAY, and all that was written before it, goes out. */
    void endWith(ErrorCode code, String message) {
        if (!isOpen()) {
            return;
        }
        sendGoAway(code, message);
        closeSoon();
    }

    /** Says which stream of the other side was the last that was taken, and why. */
    void sendGoAway(ErrorCode code, String message) {
        FrameWriter.goAway(output.frames(), connection.lastStream(), code, message);
    }

    /** Lets what was written go out, and closes: at once, it would be lost where the other side has sent what was not read. */
    void closeSoon() {
        if (!isOpen()) {
            return;
        }
        output.flush();
        state = State.CLOSING;
        channel.config().setAutoRead(true);
        if (output.pending() == 0) {
            channel.shutdownOutput();
        }
        channel.eventLoop().schedule(() -> channel.close(), CLOSING_MILLIS, TimeUnit.MILLISECONDS);
    }

    void close() {
        channel.close();
    }

    private void reset() {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    /** The channel failed. */
    void broken(Throwable cause) {
        if (!(cause instanceof IOException)) {
            log.atError()
                    .setMessage("HTTP/2 connection ends after a fault")
                    .setCause(cause)
                    .log();
        }
        over("connection was reset");
        channel.close();
    }

    /** The channel is closed. */
    void closed() {
        over("connection was closed");
        state = State.CLOSED;
    }

    private void over(String reason) {
        if (told) {
            return;
        }
        told = true;
        if (isOpen()) {
            state = State.CLOSED;
        }
        connection.over(reason);
    }
}
