package io.fairlead.api.v1alpha1;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the proxy stops.
 *
 * @param delay how long it goes on accepting after it was told to stop, so that clients learn of it; omitted: 5s
 * @param timeout how long established connections may go on after that; omitted: 30s
 */
public record Drain(
        @Nullable @DurationString(mayBeZero = true) @Haproxy("grace")
        Duration delay,

        @Nullable @DurationString(mayBeZero = true) @Haproxy("hard-stop-after")
        Duration timeout) {

    static final Drain DEFAULT = new Drain(null, null);

    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(5);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    public Duration delayOrDefault() {
        return delay == null ? DEFAULT_DELAY : delay;
    }

    public Duration timeoutOrDefault() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }
}
