package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a client's connection may last, so that long-lived ones move to servers that came later. The names are gRPC's.
 *
 * @param maxAge how long after it was accepted it is ended, at the first moment at which no byte moves; in mode GRPC its client is told then, and it ends with its last
 *     RPC. Omitted: for ever
 * @param maxAgeGrace how long after {@code maxAge} it is ended though bytes move, or RPCs go on; omitted: 10s
 * @param maxIdle how long no byte may move in either direction, in mode GRPC how long it may have no RPC; omitted: for ever
 * @param jitter by how many percent, at most, each connection's {@code maxAge} and {@code maxIdle} differ from what is said here, more or less; omitted: 10
 */
@ValidationRule(
        value = "!has(self.maxAgeGrace) || has(self.maxAge)",
        fieldPath = ".maxAgeGrace",
        message = "expected: only with maxAge",
        messageExpression = "self.maxAgeGrace + ' without maxAge (expected: only with maxAge)'")
@ValidationRule(
        value = "!has(self.jitter) || has(self.maxAge) || has(self.maxIdle)",
        fieldPath = ".jitter",
        message = "expected: only with maxAge or maxIdle",
        messageExpression =
                "'%d without maxAge and maxIdle (expected: only with maxAge or maxIdle)'.format([self.jitter])")
@Haproxy(Haproxy.NONE)
public record ConnectionLifetime(
        @Nullable @DurationString Duration maxAge,
        @Nullable @DurationString(mayBeZero = true) Duration maxAgeGrace,
        @Nullable @DurationString Duration maxIdle,
        @Nullable @Min(0) @Max(50) Integer jitter) {

    private static final Duration DEFAULT_MAX_AGE_GRACE = Duration.ofSeconds(10);
    private static final int DEFAULT_JITTER = 10;

    public Duration maxAgeGraceOrDefault() {
        return maxAgeGrace == null ? DEFAULT_MAX_AGE_GRACE : maxAgeGrace;
    }

    public int jitterOrDefault() {
        return jitter == null ? DEFAULT_JITTER : jitter;
    }
}
