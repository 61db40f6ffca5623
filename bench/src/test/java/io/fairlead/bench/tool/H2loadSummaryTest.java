package io.fairlead.bench.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class H2loadSummaryTest {

    private String output = "";

    @BeforeEach
    void read() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("h2load.txt"))) {
            output = new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void tellsHowManyCallsWereMadeInWhatTime() throws IOException {
        // When
        H2loadSummary summary = H2loadSummary.parse(output);

        // Then
        assertThat(summary).isEqualTo(new H2loadSummary(2, 100_244, 0));
        assertThatCode(summary::checkAllSucceeded).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"980.50ms, 0.9805", "512us, 0.000512", "1.50m, 90"})
    void readsEachUnitOfTime(String said, double seconds) throws IOException {
        // Given
        String other = output.replace("finished in 2.00s", "finished in " + said);

        // When
        H2loadSummary summary = H2loadSummary.parse(other);

        // Then
        assertThat(summary.seconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "'0 failed', '3 failed', 3",
        "'0 errored', '2 errored', 2",
        "'0 timeout', '1 timeout', 1",
        "'0 4xx', '7 4xx', 7",
        "'0 5xx', '1 5xx', 1"
    })
    void callsThatFailAreAFault(String well, String fault, int failed) throws IOException {
        // Given
        H2loadSummary summary = H2loadSummary.parse(output.replace(well, fault));

        // When, Then
        assertThatThrownBy(summary::checkAllSucceeded)
                .isInstanceOf(IOException.class)
                .hasMessage("h2load: 100244 calls succeeded, %d failed (expected: that none fails)", failed);
    }

    @Test
    void noCallIsAFault() {
        // Given
        H2loadSummary none = new H2loadSummary(1, 0, 0);

        // When, Then
        assertThatThrownBy(none::checkAllSucceeded).hasMessageContaining("0 calls succeeded");
    }

    @Test
    void whatH2loadDoesNotPrintIsAFault() {
        // When, Then
        assertThatThrownBy(() -> H2loadSummary.parse("Segmentation fault"))
                .isInstanceOf(IOException.class)
                .hasMessage("h2load: Segmentation fault (expected: what h2load 1.52 prints)");
    }
}
