package io.fairlead.operator;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the reconciliations of one load balancer apart, so that many proxies that report at once are not many writes of its status. It counts by a
 * clock that nobody sets: the library's own limiter would wait for an hour when the local time is set back by one.
 */
final class ReconciliationSpacing implements RateLimiter<ReconciliationSpacing.Last> {

    private final Duration spacing;
    private final LongSupplier nanoTime;

    ReconciliationSpacing(Duration spacing, LongSupplier nanoTime) {
        this.spacing = spacing;
        this.nanoTime = nanoTime;
    }

    @Override
    public Optional<Duration> isLimited(RateLimitState state) {
        return ((Last) state).begin(nanoTime.getAsLong(), spacing);
    }

    @Override
    public Last initState() {
        return new Last();
    }

    /** When the last reconciliation of a load balancer began. The event processor, which holds it, is its only user. */
    static final class Last implements RateLimiter.RateLimitState {

        private @Nullable Long nanos;

        private Optional<Duration> begin(long now, Duration spacing) {
            Duration left = nanos == null ? Duration.ZERO : spacing.minusNanos(now - nanos);
            if (left.isPositive()) {
                return Optional.of(left);
            }
            nanos = now;
            return Optional.empty();
        }
    }
}
