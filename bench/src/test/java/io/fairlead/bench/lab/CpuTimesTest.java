package io.fairlead.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CpuTimesTest {

    private static final String EARLIER = """
            cpu  300 0 150 4000 10 3 6 20 0 0
            cpu0 100 0 50 2000 5 1 2 10 0 0
            cpu1 200 0 100 2000 5 2 4 10 0 0
            intr 12345
            """;
    private static final String LATER = """
            cpu  500 7 190 4100 10 4 10 90 0 0
            cpu0 200 0 70 2050 5 1 4 50 0 0
            cpu1 300 7 120 2050 5 3 6 40 0 0
            intr 23456
            """;

    @Test
    void busyIsAllButIdleWaitingAndStolen() {
        // Given
        CpuTimes earlier = CpuTimes.parse(EARLIER);

        // When
        Duration busy = CpuTimes.parse(LATER).since(earlier);

        // Then
        assertThat(busy).isEqualTo(Duration.ofMillis((200 + 7 + 40 + 1 + 4) * 10));
    }

    @Test
    void tellsOneCpuFromAnother() {
        // Given
        CpuTimes earlier = CpuTimes.parse(EARLIER);

        // When
        Duration busy = CpuTimes.parse(LATER).since(earlier, List.of(0));

        // Then
        assertThat(busy).isEqualTo(Duration.ofMillis((100 + 20 + 2) * 10));
    }
}
