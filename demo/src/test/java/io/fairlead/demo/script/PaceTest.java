package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Step FIVE_SECONDS = new BackendKilled();

    @Test
    void whatIsNotNeededIsSharedAmongTheRestsAndTheEnd() {
        // Given
        Pace pace = new Pace(Duration.ofSeconds(40));

        // When
        Duration rest = pace.rest(Duration.ofSeconds(12), List.of(FIVE_SECONDS, FIVE_SECONDS));

        // Then
        assertThat(rest).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void whatIsLateFollowsAtOnce() {
        // Given
        Pace pace = new Pace(Duration.ofSeconds(40));

        // When
        Duration rest = pace.rest(Duration.ofSeconds(35), List.of(FIVE_SECONDS, FIVE_SECONDS));

        // Then
        assertThat(rest).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void restsLongEnoughToReadWhereThereIsNoEnd() {
        // Given
        Pace pace = new Pace(null);

        // When
        Duration rest = pace.rest(Duration.ofSeconds(35), List.of(FIVE_SECONDS));

        // Then
        assertThat(rest).isEqualTo(Duration.ofSeconds(4));
    }
}
