package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.Listener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long one side of a session may be silent, in nanoseconds; {@link #NEVER}: for ever.
 *
 * @param open while both of its directions are open
 * @param halfClosed once one is closed
 */
record SideTimeouts(long open, long halfClosed) {

    static final long NEVER = Long.MAX_VALUE;

    static SideTimeouts ofClient(Listener listener, Backend backend) {
        return of(listener.clientTimeout(), backend.tunnelTimeout(), listener.clientFinTimeout());
    }

    static SideTimeouts ofServer(Backend backend) {
        return of(backend.serverTimeout(), backend.tunnelTimeout(), backend.serverFinTimeout());
    }

    /** A tunnel's timeout takes the place of the side's own, also where it is the longer one, but not of that of a half-closed one. */
    private static SideTimeouts of(@Nullable Duration own, @Nullable Duration tunnel, @Nullable Duration fin) {
        Duration open = tunnel == null ? own : tunnel;
        return new SideTimeouts(nanos(open), nanos(fin == null ? open : fin));
    }

    private static long nanos(@Nullable Duration timeout) {
        return timeout == null ? NEVER : timeout.toNanos();
    }

    /** Returns what holds for {@code side} at this moment. */
    long of(Side side) {
        return side.isHalfClosed() ? halfClosed : open;
    }
}
