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
 * @param grpc what belongs to type GRPC; omitted: as if each of its fields were
 * @param interval how long it is from one probe's start to the next one's; omitted: 2s
 * @param fastInterval as {@code interval}, while the server is about to turn; omitted: as {@code interval}
 * @param downInterval as {@code interval}, while the server is down; omitted: as {@code interval}
 * @param spread by how many percent, at most, chance makes each interval longer or shorter, so that probes do not go out all at once; the first interval is cut to a random part of it. With 0
 *     all are exact. Omitted: 5
 * @param timeout how long one probe may take; omitted: the interval, or the backend's connect timeout where that is shorter
 * @param rise how many successful probes in a row bring a server up; omitted: 2
 * @param fall how many failed probes in a row take a server down; omitted: 3
 * @param sendProxy whether probes begin with a PROXY header, where the backend has {@code proxyProtocol}; omitted: {@code true}, or {@code false} where they go to
 *     another port than the server's own
 * @param observe what clients' connections tell of a server's health; omitted: nothing
 * @param onMarkedDown what happens when a server goes down; omitted: {@link OnMarkedDown#None}
 * @param onMarkedUp what happens when a server that is no backup comes up; omitted: {@link OnMarkedUp#None}
 */
@ValidationRule(
        value = "!has(self.tcp) || !has(self.type) || self.type == 'TCP'",
        fieldPath = ".tcp",
        message = "expected: only with type TCP",
        messageExpression = "'set with type ' + self.type + ' (expected: only with type TCP)'")
@ValidationRule(
        value = "!has(self.grpc) || has(self.type) && self.type == 'GRPC'",
        fieldPath = ".grpc",
        message = "expected: only with type GRPC",
        messageExpression =
                "'set with type ' + (has(self.type) ? self.type : 'TCP') + ' (expected: only with type GRPC)'")
@ValidationRule(
        value = "!has(self.observe) || !has(self.type) || self.type != 'None'",
        fieldPath = ".observe",
        message = "expected: only with type TCP or GRPC",
        messageExpression = "'set with type ' + self.type + ' (expected: only with type TCP or GRPC)'")
public record HealthCheck(
        @Nullable @Haproxy("option tcp-check") HealthCheckType type,
        @Nullable @Haproxy("tcp-check connect") TcpHealthCheck tcp,
        @Nullable @Haproxy(Haproxy.NONE) GrpcHealthCheck grpc,
        @Nullable @DurationString @Haproxy("inter") Duration interval,
        @Nullable @DurationString @Haproxy("fastinter") Duration fastInterval,
        @Nullable @DurationString @Haproxy("downinter") Duration downInterval,
        @Nullable @Min(0) @Max(50) @Haproxy("spread-checks") Integer spread,
        @Nullable @DurationString @Haproxy("timeout check") Duration timeout,
        @Nullable @Min(1) @Max(1000) @Haproxy("rise") Integer rise,
        @Nullable @Min(1) @Max(1000) @Haproxy("fall") Integer fall,
        @Nullable @Haproxy("check-send-proxy") Boolean sendProxy,
        @Nullable @Haproxy("observe") Observation observe,
        @Nullable @Haproxy("on-marked-down") OnMarkedDown onMarkedDown,
        @Nullable @Haproxy("on-marked-up") OnMarkedUp onMarkedUp) {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);
    private static final int DEFAULT_SPREAD = 5;
    private static final int DEFAULT_RISE = 2;
    private static final int DEFAULT_FALL = 3;

    public HealthCheckType typeOrDefault() {
        return type == null ? HealthCheckType.TCP : type;
    }

    public Duration intervalOrDefault() {
        return interval == null ? DEFAULT_INTERVAL : interval;
    }

    public Duration fastIntervalOrDefault() {
        return fastInterval == null ? intervalOrDefault() : fastInterval;
    }

    public Duration downIntervalOrDefault() {
        return downInterval == null ? intervalOrDefault() : downInterval;
    }

    public int spreadOrDefault() {
        return spread == null ? DEFAULT_SPREAD : spread;
    }

    public int riseOrDefault() {
        return rise == null ? DEFAULT_RISE : rise;
    }

    public int fallOrDefault() {
        return fall == null ? DEFAULT_FALL : fall;
    }

    public OnMarkedDown onMarkedDownOrDefault() {
        return onMarkedDown == null ? OnMarkedDown.None : onMarkedDown;
    }

    public OnMarkedUp onMarkedUpOrDefault() {
        return onMarkedUp == null ? OnMarkedUp.None : onMarkedUp;
    }

    /** Returns whether a probe begins with a PROXY header where the backend's connections do. */
    public boolean sendProxyOrDefault() {
        return sendProxy == null ? port() == null : sendProxy;
    }

    /** Returns the port to probe, or {@code null} for the server's own. */
    public @Nullable Integer port() {
        if (grpc != null) {
            return grpc.port();
        }
        return tcp == null ? null : tcp.port();
    }
}
