package io.fairlead.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private static final Duration LONG_RUN = Duration.ofMillis(100);

    @Test
    void costsWhatWasUsedUpToTwoPeriodsLikeThoseInTheLongRun() {
        // Given
        List<Duration> used = millis(900, 1400, 1525, 1700, 1825, 1925, 2100);

        // When
        Duration cost = Settling.cost(used, LONG_RUN);

        // Then
        assertThat(cost).isEqualTo(Duration.ofMillis(1700));
    }

    @Test
    void costsAllThatWasUsedWhereThatNeverHappens() {
        // Given
        List<Duration> used = millis(900, 1400, 1900, 2000, 2300);

        // When
        Duration cost = Settling.cost(used, LONG_RUN);

        // Then
        assertThat(cost).isEqualTo(Duration.ofMillis(2300));
    }

    private static List<Duration> millis(long... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
    }
}
