package io.fairlead.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CpusTest {

    @Test
    void theProxyHasOneAloneAndTheLoadTheOthers() {
        // When
        Cpus cpus = Cpus.of(4);

        // Then
        assertThat(cpus).isEqualTo(new Cpus(List.of(0), List.of(1, 2, 3)));
        assertThat(cpus.apart()).isTrue();
    }

    @Test
    void oneCpuIsShared() {
        // When
        Cpus cpus = Cpus.of(1);

        // Then
        assertThat(cpus.apart()).isFalse();
    }

    @Test
    void aCommandIsPinnedToAllOfThem() {
        // When
        List<String> pinned = Cpus.pin(List.of(1, 2), List.of("h2load", "-n", "1"));

        // Then
        assertThat(pinned).containsExactly("taskset", "--cpu-list", "1,2", "h2load", "-n", "1");
    }
}
