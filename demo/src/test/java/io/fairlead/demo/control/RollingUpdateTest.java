package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.demo.control.RollingUpdate.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that Kubernetes documents: never more pods than replicas and surge, never fewer available ones than replicas less unavailable. */
class RollingUpdateTest {

    private static RolloutSettings settings(int replicas, int maxSurge, int maxUnavailable) {
        return new RolloutSettings(replicas, false, maxSurge, maxUnavailable, Optional.empty(), 10, false);
    }

    @ParameterizedTest
    @CsvSource({
        // replicas, surge, newest, old, expected
        "10, 3, 0, 10, 3",
        "10, 3, 3, 10, 3",
        "10, 3, 3, 8, 5",
        "10, 3, 9, 0, 10",
        "10, 0, 0, 10, 0",
        "10, 0, 0, 8, 2",
        "10, 3, 12, 0, 10",
        "10, 3, 0, 0, 10",
        "10, 3, 5, 20, 5",
        "0, 0, 3, 0, 0",
        "1, 1, 0, 1, 1",
    })
    void theNewestGrowsAsFarAsTheSurgeLetsIt(int replicas, int surge, int newest, int old, int expected) {
        // When
        int wanted = RollingUpdate.newest(settings(replicas, surge, 0), newest, old);

        // Then
        assertThat(wanted).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // replicas, unavailable, newest wanted, newest available, old wanted, old available, expected
        "10, 2, 0, 0, 10, 10, 8",
        "10, 0, 3, 0, 10, 10, 10",
        "10, 0, 3, 2, 10, 10, 8",
        "10, 2, 3, 0, 10, 10, 8",
        "10, 2, 5, 0, 8, 8, 8",
        "10, 2, 10, 10, 3, 3, 0",
        "10, 2, 5, 5, 8, 3, 3",
        "10, 0, 3, 3, 10, 5, 7",
        "10, 2, 0, 0, 10, 6, 8",
        "4, 4, 0, 0, 4, 4, 0",
        "0, 0, 0, 0, 3, 3, 0",
    })
    void theOldShrinkAsFarAsEnoughStayAvailable(
            int replicas,
            int unavailable,
            int newestWanted,
            int newestAvailable,
            int oldWanted,
            int oldAvailable,
            int expected) {
        // When
        List<Integer> sizes = RollingUpdate.old(
                settings(replicas, 3, unavailable),
                new Size(newestWanted, newestAvailable),
                List.of(new Size(oldWanted, oldAvailable)));

        // Then
        assertThat(sizes).containsExactly(expected);
    }

    @Test
    void whatIsNotAvailableGoesFirstAndThenTheOldest() {
        // Given
        List<Size> old = List.of(new Size(4, 4), new Size(3, 1));

        // When
        List<Integer> sizes = RollingUpdate.old(settings(10, 0, 2), new Size(5, 5), old);

        // Then
        assertThat(sizes).containsExactly(2, 1);
    }

    /** Runs whole rollouts in which each pod becomes available one step after it was made. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "3, 1, 0", "3, 0, 1", "10, 3, 2", "10, 0, 10", "7, 7, 7", "100, 25, 25"})
    void aRolloutKeepsWithinItsBoundsAndEnds(int replicas, int surge, int unavailable) {
        // Given
        RolloutSettings settings = settings(replicas, surge, unavailable);
        Size newest = new Size(0, 0);
        Size old = new Size(replicas, replicas);
        int steps = 0;

        // When
        while (old.wanted() > 0 || newest.available() < replicas) {
            newest = new Size(RollingUpdate.newest(settings, newest.wanted(), old.wanted()), newest.available());
            int left = RollingUpdate.old(settings, newest, List.of(old)).getFirst();
            old = new Size(left, left);

            // Then
            assertThat(newest.wanted() + old.wanted()).isLessThanOrEqualTo(replicas + surge);
            assertThat(newest.available() + old.available()).isGreaterThanOrEqualTo(replicas - unavailable);
            assertThat(++steps).isLessThan(10 * replicas);
            newest = new Size(newest.wanted(), newest.wanted());
        }
    }
}
