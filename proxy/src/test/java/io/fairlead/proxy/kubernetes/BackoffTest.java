package io.fairlead.proxy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Backoff backoff = new Backoff(FIRST, LONGEST, new Random(1));

    @Test
    void eachDelayIsBetweenHalfAndAllOfTwiceTheOneBeforeUpToTheLongest() {
        // When
        List<Duration> delays = Stream.generate(backoff::next).limit(7).toList();

        // Then
        List<Integer> bounds = List.of(100, 200, 400, 800, 1000, 1000, 1000);
        for (int i = 0; i < bounds.size(); i++) {
            Duration bound = Duration.ofMillis(bounds.get(i));
            assertThat(delays.get(i)).isGreaterThan(bound.dividedBy(2)).isLessThanOrEqualTo(bound);
        }
        assertThat(delays).doesNotHaveDuplicates();
    }

    @Test
    void afterAResetItBeginsAnew() {
        // Given
        for (int i = 0; i < 7; i++) {
            backoff.next();
        }

        // When
        backoff.reset();

        // Then
        assertThat(backoff.next()).isLessThanOrEqualTo(FIRST);
    }
}
