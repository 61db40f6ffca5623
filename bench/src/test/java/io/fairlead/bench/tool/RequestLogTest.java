package io.fairlead.bench.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestLogTest {

    @TempDir
    private Path folder;

    private Path log = Path.of("");

    @BeforeEach
    void place() {
        log = folder.resolve("log.tsv");
    }

    @Test
    void percentilesAreOfTheThirdColumn() throws IOException {
        // Given
        String lines = IntStream.rangeClosed(1, 1000)
                .mapToObj(i -> "1795834449820472\t200\t%d\n".formatted(i))
                .collect(Collectors.joining());
        Files.writeString(log, lines);

        // When
        Histogram latencies = RequestLog.latencies(log);

        // Then
        assertThat(latencies.getTotalCount()).isEqualTo(1000);
        assertThat(latencies.getValueAtPercentile(50)).isEqualTo(500);
        assertThat(latencies.getValueAtPercentile(99)).isEqualTo(990);
        assertThat(latencies.getValueAtPercentile(99.9)).isEqualTo(999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1795834449820472\t-1\t12", "1795834449820472\t503\t12", "1795834449820472", "200\t200"})
    void aCallThatFailedOrALineThatIsNoneIsAFault(String line) throws IOException {
        // Given
        Files.writeString(log, "1795834449820472\t200\t7\n" + line + "\n");

        // When, Then
        assertThatThrownBy(() -> RequestLog.latencies(log))
                .isInstanceOf(IOException.class)
                .hasMessage("h2load's log: %s (expected: a start, the status 200 and a time)", line);
    }
}
