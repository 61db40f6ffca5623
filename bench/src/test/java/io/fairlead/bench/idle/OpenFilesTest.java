package io.fairlead.bench.idle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFilesTest {

    @ParameterizedTest
    @CsvSource({"65536, 10000", "20000, 9800", "unlimited, 10000"})
    void allowForTwoFilesAConnectionAndSomeMore(String limit, int connections) {
        // Given
        String limits = """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             95904                95904                processes
                Max open files            %-20s %-20s files
                """.formatted(limit, limit);

        // When
        int allowed = OpenFiles.connections(10_000, limits);

        // Then
        assertThat(allowed).isEqualTo(connections);
    }
}
