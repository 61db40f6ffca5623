package io.fairlead.bench.openloop;

import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;

/** What either end of an HTTP/2 connection has to do beside its streams: to acknowledge, and to keep its window open. */
final class Control {

    static final int FIRST_WINDOW = 65_535;
    static final int SETTING = 6;

    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;
    private static final int INCREMENT = 4;

    private final Supplier<ByteBuf> out;
    private int window = FIRST_WINDOW;

    /** {@code out}: gives what is written to, whenever something has to be. */
    Control(Supplier<ByteBuf> out) {
        this.out = out;
    }

    /** Writes SETTINGS, which set one value, and opens the connection's window. */
    void open(int setting, int value) {
        Frame.SETTINGS.write(out.get(), SETTING, 0, 0);
        out.get().writeShort(setting).writeInt(value);
        widen();
    }

    private void widen() {
        Frame.WINDOW_UPDATE.write(out.get(), INCREMENT, 0, 0);
        out.get().writeInt(LARGEST_WINDOW - window);
        window = LARGEST_WINDOW;
    }

    /** Accounts for a frame DATA. */
    void data(int bytes) {
        window -= bytes;
        if (window < LARGEST_WINDOW / 2) {
            widen();
        }
    }

    void settings(int flags) {
        if ((flags & Frame.ACK) == 0) {
            Frame.SETTINGS.write(out.get(), 0, Frame.ACK, 0);
        }
    }

    void ping(ByteBuf data, int flags) {
        if ((flags & Frame.ACK) == 0) {
            Frame.PING.write(out.get(), data.readableBytes(), Frame.ACK, 0);
            out.get().writeBytes(data);
        }
    }
}
