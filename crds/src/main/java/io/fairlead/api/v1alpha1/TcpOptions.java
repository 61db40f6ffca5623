package io.fairlead.api.v1alpha1;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of a TCP socket.
 *
 * @param noDelay whether small segments are sent at once ({@code TCP_NODELAY}); omitted: {@code true}
 * @param keepAlive probes by which the kernel finds out that a silent peer is gone; omitted: none
 * @param userTimeout how long the peer may leave sent data unacknowledged ({@code TCP_USER_TIMEOUT}); omitted: as the kernel has it
 */
public record TcpOptions(
        @Nullable @Haproxy(Haproxy.NONE) Boolean noDelay,

        @Nullable @Haproxy("option clitcpka, option srvtcpka")
        TcpKeepAlive keepAlive,

        @Nullable @DurationString(max = "596h") @Haproxy("tcp-ut")
        Duration userTimeout) {

    /** What applies where none are given. */
    public static final TcpOptions DEFAULT = new TcpOptions(null, null, null);

    public boolean noDelayOrDefault() {
        return noDelay == null || noDelay;
    }
}
