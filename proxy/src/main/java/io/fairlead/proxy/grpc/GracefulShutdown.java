package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.FrameWriter;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;

/**
 * Has a client make its further RPCs on another connection, and loses none of those that are on their way: the client is told to go before it is told
 * which of its streams was the last that is taken (RFC 9113, 6.8).
 *
 * <pre>
 *   ANNOUNCED: GOAWAY of the highest stream, PING ──── PING's answer, or a second ────► LEAVING: GOAWAY of the last stream
 * </pre>
 */
final class GracefulShutdown {

    /** The payload of the PING whose answer says that the client knows. */
    static final long PING = 0x6661_6972_6c65_6164L;

    private static final long LONGEST_MILLIS = 1000;

    private final ClientConnection connection;
    private boolean leaving;

    private GracefulShutdown(ClientConnection connection) {
        this.connection = connection;
    }

    /** Says that no further stream is taken, and asks whether the client knows. */
    static GracefulShutdown announce(ClientConnection connection) {
        GracefulShutdown shutdown = new GracefulShutdown(connection);
        ByteBuf out = connection.output().frames();
        FrameWriter.goAway(out, Integer.MAX_VALUE, ErrorCode.NO_ERROR, "");
        FrameWriter.ping(out, PING, false);
        connection.loop().eventLoop().schedule(shutdown::leave, LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        return shutdown;
    }

    /** The client knows that no further stream is taken, or had the time to. */
    void leave() {
        if (!leaving && connection.state().isOpen()) {
            leaving = true;
            connection.state().sendGoAway(ErrorCode.NO_ERROR, "");
            connection.closeIfDone();
        }
    }

    /** Whether further streams are passed over. */
    boolean isLeaving() {
        return leaving;
    }
}
