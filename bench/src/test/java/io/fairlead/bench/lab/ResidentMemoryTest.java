package io.fairlead.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResidentMemoryTest {

    @Test
    void isVmRss() {
        // When
        long bytes = ResidentMemory.parse("Name:\tnginx\nVmPeak:\t   99 kB\nVmRSS:\t    1234 kB\nThreads:\t1\n");

        // Then
        assertThat(bytes).isEqualTo(1234 * 1024);
    }

    @Test
    void aProcessThatHasNoneIsAFault() {
        // When, Then
        assertThatThrownBy(() -> ResidentMemory.parse("Name:\tzombie\n"))
                .hasMessageContaining("expected: a line VmRSS");
    }

    @Test
    void ofSeveralProcessesTogether() throws IOException {
        // Given
        long own = ProcessHandle.current().pid();

        // When
        long twice = ResidentMemory.read(List.of(own, own));

        // Then
        assertThat(twice).isGreaterThan(ResidentMemory.read(List.of(own)));
    }
}
