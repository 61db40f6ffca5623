package io.fairlead.demo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void theFirstWaitIsNoneAndThenEachIsTwiceTheLastUpToFiveMinutes() {
        // Given
        Backoff backoff = new Backoff(Duration.ofSeconds(40));

        // When
        List<Long> waits =
                Stream.generate(backoff::next).limit(6).map(Duration::toSeconds).toList();

        // Then
        assertThat(waits).containsExactly(0L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void aResetBeginsAnew() {
        // Given
        Backoff backoff = new Backoff(Duration.ofSeconds(10));
        backoff.next();
        backoff.next();

        // When
        backoff.reset();

        // Then
        assertThat(backoff.next()).isEqualTo(Duration.ZERO);
    }
}
