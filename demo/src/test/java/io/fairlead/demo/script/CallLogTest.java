package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallLogTest {

    private final CallLog log = new CallLog();

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private void answer(long at, String backend) {
        log.add(Call.answered(0, millis(at), millis(at), backend));
    }

    private void fail(long at) {
        log.add(Call.failed(0, millis(at), millis(at), "UNAVAILABLE"));
    }

    @Test
    void countsWhatIsSentFailsAndIsAnswered() {
        // Given
        answer(100, "a");
        answer(200, "b");
        answer(300, "a");
        fail(400);

        // When
        CallCounts counts = log.counts(millis(500));

        // Then
        assertThat(counts.sent()).isEqualTo(4);
        assertThat(counts.failed()).isEqualTo(1);
        assertThat(counts.answered()).containsOnly(entry("a", 2L), entry("b", 1L));
        assertThat(counts.failures()).extracting(Call::ended).containsExactly(millis(400));
    }

    @Test
    void hasTheMostConnectionsThatItWasToldOf() {
        // Given
        log.connections(2);
        log.connections(1);

        // When
        CallCounts counts = log.counts(millis(500));

        // Then
        assertThat(counts.connections()).isEqualTo(2);
    }

    @Test
    void countsTheLastSecond() {
        // Given
        answer(1_000, "a");
        answer(1_001, "a");
        answer(1_500, "b");
        fail(1_600);
        CallCounts counts = log.counts(millis(2_000));

        // When
        int perSecond = counts.perSecond(millis(2_000));

        // Then
        assertThat(perSecond).isEqualTo(3);
        assertThat(counts.perSecond(millis(2_000), "a")).isEqualTo(1);
        assertThat(counts.perSecond(millis(2_000), "c")).isZero();
    }

    @Test
    void theHistoryHasFullSecondsWithThoseWithoutACall() {
        // Given
        answer(100, "a");
        answer(999, "a");
        answer(2_000, "a");
        answer(3_100, "a");

        // When
        CallCounts counts = log.counts(millis(3_200));

        // Then
        assertThat(counts.history()).containsExactly(2, 0, 1);
    }

    @Test
    void theHistoryIsTwoMinutesLong() {
        // Given
        answer(500, "a");
        answer(125_500, "a");

        // When
        CallCounts counts = log.counts(millis(126_000));

        // Then
        assertThat(counts.history()).hasSize(120).endsWith(1);
        assertThat(counts.sent()).isEqualTo(2);
    }

    @Test
    void forgetsSingleCallsButNotThatTheyWere() {
        // Given
        answer(500, "a");
        fail(600);

        // When
        CallCounts counts = log.counts(millis(40_000));

        // Then
        assertThat(counts.recent()).isEmpty();
        assertThat(counts.failures()).hasSize(1);
        assertThat(counts.answered()).containsOnly(entry("a", 1L));
    }
}
