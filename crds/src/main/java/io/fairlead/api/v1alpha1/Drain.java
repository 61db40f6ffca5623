package io.fairlead.api.v1alpha1;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the proxy stops.
 *
 * @param delay how long it goes on accepting after it was told to stop, so that clients learn of it; omitted: 5s
 * @param timeout how long established connections may go on after that; omitted: 30s
 * @param closeSpread over how much time, from the end of {@code delay} on, idle connections are closed evenly, so that their clients do not all connect
 *     elsewhere at once; omitted: 5s, or {@code timeout} where that is shorter
 */
public record Drain(
        @Nullable @DurationString(mayBeZero = true) @Haproxy("grace")
        Duration delay,

        @Nullable @DurationString(mayBeZero = true) @Haproxy("hard-stop-after")
        Duration timeout,

        @Nullable @DurationString(mayBeZero = true) @Haproxy("close-spread-time")
        Duration closeSpread) {

    static final Drain DEFAULT = new Drain(null, null, null);

    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(5);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DEFAULT_CLOSE_SPREAD = Duration.ofSeconds(5);

    public Duration delayOrDefault() {
        return delay == null ? DEFAULT_DELAY : delay;
    }

    public Duration timeoutOrDefault() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }

    /** Returns the time to spread over, never more than the timeout. */
    public Duration closeSpreadOrDefault() {
        Duration wanted = closeSpread == null ? DEFAULT_CLOSE_SPREAD : closeSpread;
        return wanted.compareTo(timeoutOrDefault()) < 0 ? wanted : timeoutOrDefault();
    }
}
