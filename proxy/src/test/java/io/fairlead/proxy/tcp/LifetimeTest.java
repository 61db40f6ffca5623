package io.fairlead.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.ConnectionLifetime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimeTest {

    private static final Random RANDOM = new Random(1);

    @ParameterizedTest(name = "[{index}] age {0}, idle {1}, settled {2}: {3}")
    @CsvSource({
        "   0, 0, true, 60000",
        "59999, 59999, true, 1",
        // a tenth of the grace is a second: 256 ms of quiet
        "60000, 0, true, 256",
        "60000, 200, true, 56",
        "60000, 250, true, 10",
        "60000, 256, true, 0",
        "60000, 1000, false, 256",
        // a tenth of what is left is 200 ms: 64 ms
        "68000, 30, true, 34",
        "68000, 64, true, 0",
        "68000, 64, false, 64",
        // almost nothing is left: a millisecond
        "69990, 0, true, 10",
        "69995, 1, true, 0",
        "69999, 0, true, 1",
        "69999, 5000, false, 1",
        "70000, 0, true, 0",
        "70000, 0, false, 0"
    })
    void pastItsAgeItEndsAtAMomentThatIsQuietAndTheLessIsAskedOfThatTheLaterItGets(
            long ageMillis, long idleMillis, boolean settled, long expectedMillis) {
        // Given
        Lifetime lifetime =
                Lifetime.of(new ConnectionLifetime(Duration.ofSeconds(60), Duration.ofSeconds(10), null, 0), RANDOM);

        // When
        long left = lifetime.left(nanos(ageMillis), nanos(idleMillis), settled);

        // Then
        assertThat(left).isEqualTo(nanos(expectedMillis));
    }

    @Test
    void withoutGraceItEndsAtItsAge() {
        // Given
        Lifetime lifetime = Lifetime.of(new ConnectionLifetime(Duration.ofSeconds(60), Duration.ZERO, null, 0), RANDOM);

        // When
        long left = lifetime.left(nanos(60_000), 0, false);

        // Then
        assertThat(left).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1000, 0, 5000", "1000000, 4000, 1000", "1000000, 5000, 0"})
    void howOldItIsMattersNotWhereOnlyIdleTimeIsLimited(long ageMillis, long idleMillis, long expectedMillis) {
        // Given
        Lifetime lifetime = Lifetime.of(new ConnectionLifetime(null, null, Duration.ofSeconds(5), 0), RANDOM);

        // When
        long left = lifetime.left(nanos(ageMillis), nanos(idleMillis), false);

        // Then
        assertThat(left).isEqualTo(nanos(expectedMillis));
    }

    @Test
    void whicheverIsOverFirstCounts() {
        // Given
        Lifetime lifetime =
                Lifetime.of(new ConnectionLifetime(Duration.ofSeconds(60), null, Duration.ofSeconds(5), 0), RANDOM);

        // When
        List<Long> left = List.of(
                lifetime.left(nanos(1_000), 0, true),
                lifetime.left(nanos(58_000), 0, true),
                lifetime.left(nanos(58_000), nanos(4_000), true));

        // Then
        assertThat(left).containsExactly(nanos(5_000), nanos(2_000), nanos(1_000));
    }

    @Test
    void withoutLimitsItIsLookedAtNeverAgain() {
        // Given
        Lifetime lifetime = Lifetime.of(new ConnectionLifetime(null, null, null, null), RANDOM);

        // When
        long left = lifetime.left(nanos(1_000_000), nanos(1_000_000), true);

        // Then
        assertThat(left).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void agesDifferEvenlyByUpToTheJitterMoreAndLess() {
        // Given
        Random random = new Random(7);
        ConnectionLifetime config = new ConnectionLifetime(Duration.ofSeconds(100), null, Duration.ofSeconds(10), 20);

        // When
        List<Lifetime> drawn = IntStream.range(0, 10_000)
                .mapToObj(i -> Lifetime.of(config, random))
                .toList();

        // Then
        assertThat(drawn).allSatisfy(lifetime -> {
            assertThat(lifetime.maxAgeNanos()).isBetween(nanos(80_000), nanos(120_000));
            assertThat(lifetime.maxIdleNanos()).isBetween(nanos(8_000), nanos(12_000));
        });
        for (int from = 80; from < 120; from += 10) {
            long first = nanos(from * 1_000L);
            assertThat(drawn.stream()
                            .mapToLong(Lifetime::maxAgeNanos)
                            .filter(age -> age >= first && age < first + nanos(10_000)))
                    .as("of 10,000 between %d s and %d s", from, from + 10)
                    .hasSizeBetween(2_300, 2_700);
        }
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
