package io.fairlead.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CpusTest {

    @Test
    void theProxyHasOneAloneAndTheLoadTheOthers() {
        // When
        Cpus cpus = Cpus.of(List.of(0, 1, 2, 3));

        // Then
        assertThat(cpus).isEqualTo(new Cpus(List.of(0), List.of(1, 2, 3)));
        assertThat(cpus.apart()).isTrue();
    }

    @Test
    void oneCpuIsShared() {
        // When
        Cpus cpus = Cpus.of(List.of(0));

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

    @Test
    void countsThoseThatTheProcessMayUse() {
        // When
        List<Integer> allowed =
                Cpus.allowed("Threads:\t1\nCpus_allowed:\t2c\nCpus_allowed_list:\t2-3,5\nMems_allowed:\t1\n");

        // Then
        assertThat(allowed).containsExactly(2, 3, 5);
    }
}
