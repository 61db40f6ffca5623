package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.FrameWriter;
import io.netty.buffer.ByteBuf;

/**
 * How much the other side of a connection may send on all streams together. It is given back as bytes come: what a stream cannot hand on is held up by
 * the {@link ReceiveWindow} of that stream, and does not hold up its neighbours.
 */
final class ConnectionWindow {

    private static final int DEFAULT = 65_535;
    private static final int SIZE = 1024 * 1024;

    private final Output output;
    private int left = SIZE;
    private int unreturned;

    /** Creates one for a connection whose first frames {@link #open} is among. */
    ConnectionWindow(Output output) {
        this.output = output;
    }

    /** Says that it is larger than that which a connection begins with. */
    static void open(ByteBuf frames) {
        FrameWriter.windowUpdate(frames, 0, SIZE - DEFAULT);
    }

    /** Notes that {@code bytes} came. */
    void received(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw new ConnectionFault(
                    ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "more than the connection's window");
        }
        unreturned += bytes;
        if (unreturned >= SIZE / 2) {
            FrameWriter.windowUpdate(output.frames(), 0, unreturned);
            left += unreturned;
            unreturned = 0;
        }
    }
}
