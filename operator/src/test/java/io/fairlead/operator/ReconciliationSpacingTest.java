package io.fairlead.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReconciliationSpacingTest {

    private static final Duration SPACING = Duration.ofMillis(100);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final ReconciliationSpacing spacing = new ReconciliationSpacing(SPACING, nanos::get);
    private final ReconciliationSpacing.Last last = spacing.initState();

    @Test
    void firstIsNotHeldBack() {
        // When
        boolean held = spacing.isLimited(last).isPresent();

        // Then
        assertThat(held).isFalse();
    }

    @Test
    void nextWaitsForWhatIsLeftOfTheSpacing() {
        // Given
        spacing.isLimited(last);

        // When
        nanos.addAndGet(Duration.ofMillis(30).toNanos());

        // Then
        assertThat(spacing.isLimited(last)).contains(Duration.ofMillis(70));
    }

    @Test
    void nextIsNotHeldBackAfterTheSpacing() {
        // Given
        spacing.isLimited(last);

        // When
        nanos.addAndGet(SPACING.toNanos());

        // Then
        assertThat(spacing.isLimited(last)).isEmpty();
        assertThat(spacing.isLimited(last)).contains(SPACING);
    }

    @Test
    void loadBalancersDoNotWaitForEachOther() {
        // Given
        spacing.isLimited(last);

        // When
        boolean held = spacing.isLimited(spacing.initState()).isPresent();

        // Then
        assertThat(held).isFalse();
    }
}
