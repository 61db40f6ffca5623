package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Required;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * PINGs that find out whether the other side of an HTTP/2 connection is still there. The names are gRPC's.
 *
 * @param time how long nothing may come before a PING is sent
 * @param timeout how long its answer is waited for before the connection is ended; omitted: 20s
 */
@Haproxy(Haproxy.NONE)
public record KeepAlive(
        @Required @DurationString(min = "10s") Duration time,
        @Nullable @DurationString Duration timeout) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

    public Duration timeoutOrDefault() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }
}
