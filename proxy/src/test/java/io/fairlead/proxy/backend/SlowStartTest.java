package io.fairlead.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlowStartTest {

    private static final Duration LENGTH = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"0, 1", "50, 1", "100, 1", "1000, 10", "2550, 25", "9999, 99", "10000, 100", "60000, 100"})
    void theWeightGrowsEvenlyFromOneHundredth(long millis, int expected) {
        // Given
        SlowStart slowStart = new SlowStart(false);
        slowStart.throttle(true, LENGTH, at(7_000));

        // When
        int throttle = slowStart.throttle(true, LENGTH, at(7_000 + millis));

        // Then
        assertThat(throttle).isEqualTo(expected);
    }

    @Test
    void oneThatIsThereAtStartUpHasNone() {
        // Given
        SlowStart slowStart = new SlowStart(true);

        // When
        int throttle = slowStart.throttle(true, LENGTH, at(0));

        // Then
        assertThat(throttle).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatWasDownBeginsAnewEachTime(boolean known) {
        // Given
        SlowStart slowStart = new SlowStart(known);
        slowStart.throttle(true, LENGTH, at(0));
        slowStart.throttle(false, LENGTH, at(60_000));
        slowStart.throttle(true, LENGTH, at(70_000));
        slowStart.throttle(false, LENGTH, at(75_000));

        // When
        int throttle = slowStart.throttle(true, LENGTH, at(80_000));

        // Then
        assertThat(throttle).isEqualTo(1);
        assertThat(slowStart.throttle(true, LENGTH, at(85_000))).isEqualTo(50);
    }

    @Test
    void oneThatIsConfiguredLaterDoesNotThrottleWhatIsWarm() {
        // Given
        SlowStart slowStart = new SlowStart(false);
        slowStart.throttle(true, null, at(0));

        // When
        int throttle = slowStart.throttle(true, LENGTH, at(1_000));

        // Then
        assertThat(throttle).isEqualTo(100);
    }

    private static long at(long millis) {
        return Long.MAX_VALUE
                - Duration.ofSeconds(30).toNanos()
                + Duration.ofMillis(millis).toNanos();
    }
}
