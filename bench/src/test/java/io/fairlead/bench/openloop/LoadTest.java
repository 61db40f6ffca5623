package io.fairlead.bench.openloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1_000_000})
    void eachCallThatIsDueInAStallIsLateWhetherItCouldBeSentOrNot(int streams) {
        // Given
        Stalling server = new Stalling(10, streams, SECOND, SECOND);
        Latencies latencies = new Latencies();

        // When
        server.run(new OpenLoop(new FixedRate(0, 1000, 3000), server.connections(), latencies));

        // Then
        assertThat(latencies.calls()).isEqualTo(3000);
        assertThat(latencies.over(MILLISECOND)).isEqualTo(999);
        assertThat(latencies.over(Duration.ofMillis(500))).isCloseTo(500, within(1L));
        assertThat(latencies.micros(100)).isCloseTo(1e6, within(2e3));
    }

    @Test
    void aClosedLoopSeesOneCallThatIsLate() {
        // Given
        Stalling server = new Stalling(1, 1, SECOND, SECOND);
        Latencies latencies = new Latencies();

        // When
        server.run(new ClosedLoop(SECOND.multipliedBy(3).toNanos(), server.connections(), latencies));

        // Then
        assertThat(latencies.over(MILLISECOND)).isEqualTo(1);
    }

    @Test
    void callsThatHadNoRoomAreSentLate() {
        // Given
        Stalling server = new Stalling(10, 1, SECOND, SECOND);
        Latencies latencies = new Latencies();

        // When
        server.run(new OpenLoop(new FixedRate(0, 1000, 3000), server.connections(), latencies));

        // Then
        assertThat(latencies.lateMicros(50)).isLessThan(1000);
        assertThat(latencies.lateMicros(99)).isGreaterThan(900_000);
    }

    @Test
    void callsAreDueAtEvenTimes() {
        // Given
        FixedRate rate = FixedRate.lasting(Duration.ofMillis(2_500), 7, 40_000);

        // When
        long last = rate.due(rate.calls() - 1);

        // Then
        assertThat(rate.calls()).isEqualTo(100_000);
        assertThat(last).isEqualTo(7 + Duration.ofMillis(2_500).toNanos() - 25_000);
    }

    @Test
    void aClosedLoopHasOneCallAtATimeOnEachConnection() {
        // Given
        Stalling server = new Stalling(7, 2, Duration.ZERO, SECOND);
        Latencies latencies = new Latencies();

        // When
        server.run(new ClosedLoop(1, server.connections(), latencies));

        // Then
        assertThat(latencies.calls()).isEqualTo(7);
    }
}
