package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.http2.Settings;
import io.netty.buffer.ByteBuf;

/** What the frames of a connection mean to its streams, which is not the same for those of a client and those of a server. */
interface StreamHandler {

    /** HEADERS came; {@code fields} are lent. */
    void headers(int stream, Fields fields, boolean endStream, Decoded decoded);

    /** DATA came for {@code exchange}. */
    void dataOf(Exchange exchange, ByteBuf piece, int flowBytes, boolean endStream);

    /** DATA came for a stream that is not open any more. */
    void dataOfClosed(int stream);

    /** RST_STREAM came for {@code exchange}. */
    void resetOf(Exchange exchange, long code);

    /** GOAWAY came. */
    void goAway(int last);

    /** The other side's settings changed. */
    void settingsChanged(Settings settings);

    /** Returns the direction of {@code exchange} that is sent on this connection. */
    Flow sendingOf(Exchange exchange);

    /** Whether a stream of that number was never opened. */
    boolean isIdle(int stream);

    /** Ends a stream for a fault of the other side. */
    void fault(int stream, ErrorCode code, Abuse kind, String message);
}
