package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a backend's servers are probed. A server starts as up and falls at its first failed probe; from then on {@code rise} and
 * {@code fall} decide, as in HAProxy.
 *
 * @param type what a probe does; omitted: {@link HealthCheckType#TCP}
 * @param tcp what belongs to type TCP; omitted: as if each of its fields were
 * @param interval how long it is from one probe's start to the next one's; omitted: 2s
 * @param timeout how long one probe may take; omitted: the interval, or the backend's connect timeout where that is shorter
 * @param rise how many successful probes in a row bring a server up; omitted: 2
 * @param fall how many failed probes in a row take a server down; omitted: 3
 */
@ValidationRule(
        value = "!has(self.tcp) || !has(self.type) || self.type == 'TCP'",
        fieldPath = ".tcp",
        message = "expected: only with type TCP",
        messageExpression = "'set with type ' + self.type + ' (expected: only with type TCP)'")
public record HealthCheck(
        @Nullable @Haproxy("option tcp-check") HealthCheckType type,
        @Nullable @Haproxy("tcp-check connect") TcpHealthCheck tcp,

        @Nullable @DurationString @Haproxy("inter") Duration interval,

        @Nullable @DurationString @Haproxy("timeout check") Duration timeout,

        @Nullable @Min(1) @Max(1000) @Haproxy("rise") Integer rise,
        @Nullable @Min(1) @Max(1000) @Haproxy("fall") Integer fall) {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);
    private static final int DEFAULT_RISE = 2;
    private static final int DEFAULT_FALL = 3;

    public HealthCheckType typeOrDefault() {
        return type == null ? HealthCheckType.TCP : type;
    }

    public Duration intervalOrDefault() {
        return interval == null ? DEFAULT_INTERVAL : interval;
    }

    public int riseOrDefault() {
        return rise == null ? DEFAULT_RISE : rise;
    }

    public int fallOrDefault() {
        return fall == null ? DEFAULT_FALL : fall;
    }

    /** Returns the port to probe, or {@code null} for the server's own. */
    public @Nullable Integer port() {
        return tcp == null ? null : tcp.port();
    }
}
