package io.fairlead.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbePaceTest {

    private final VirtualLoop loop = new VirtualLoop();
    private final ProbePace pace = new ProbePace(loop.executor());
    private final List<Integer> started = new ArrayList<>();

    @Test
    void aFewStartAtOnce() {
        // When
        start(0, 32);

        // Then
        assertThat(started).hasSize(32);
    }

    @Test
    void theOthersStartBatchByBatchInTheirOrder() {
        // Given
        start(0, 100);
        List<Integer> counts = new ArrayList<>();
        counts.add(started.size());

        // When
        for (int i = 0; i < 4; i++) {
            loop.advance(Duration.ofMillis(1));
            counts.add(started.size());
        }

        // Then
        assertThat(counts).containsExactly(32, 64, 96, 100, 100);
        assertThat(started).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void oneThatComesWhileOthersWaitStartsAfterThem() {
        // Given
        start(0, 40);

        // When
        loop.advance(Duration.ofNanos(500_000));
        start(40, 41);
        loop.advance(Duration.ofMillis(1));

        // Then
        assertThat(started).isEqualTo(IntStream.range(0, 41).boxed().toList());
    }

    @Test
    void afterAPauseAsManyStartAtOnceAgain() {
        // Given
        start(0, 32);
        loop.advance(Duration.ofMillis(1));

        // When
        start(32, 64);

        // Then
        assertThat(started).hasSize(64);
    }

    private void start(int from, int to) {
        IntStream.range(from, to).forEach(number -> pace.start(() -> started.add(number)));
    }
}
