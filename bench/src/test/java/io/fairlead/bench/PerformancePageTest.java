package io.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.bench.report.Chart;
import io.fairlead.bench.report.PerformancePage;
import io.fairlead.bench.report.ReportFiles;
import io.fairlead.bench.report.Results;
import io.fairlead.bench.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * That the page and what lies beside the committed run's JSON tell of that run. After a change of what they are made by, they are written anew with
 * {@code -Dperformance.update=true}.
 */
final class PerformancePageTest {

    private static final Repository REPOSITORY =
            new Repository(Path.of("..").toAbsolutePath().normalize());

    @BeforeAll
    static void update() throws IOException {
        if (Boolean.getBoolean("performance.update")) {
            REPOSITORY.publish(Results.read(REPOSITORY.results()));
        }
    }

    @Test
    void tellsOfTheCommittedRun() throws IOException {
        // Given
        Results results = Results.read(REPOSITORY.results());
        String page = Files.readString(REPOSITORY.page());

        // When
        String updated = PerformancePage.update(page, results);

        // Then
        assertThat(page).isEqualTo(updated);
    }

    @Test
    void soDoTheTableAndTheChart() throws IOException {
        // When
        Results results = Results.read(REPOSITORY.results());

        // Then
        assertThat(REPOSITORY.results().resolve(ReportFiles.TEXT)).hasContent(TextReport.of(results));
        assertThat(REPOSITORY.results().resolve(ReportFiles.CHART)).hasContent(Chart.of(results));
    }

    @Test
    void theCommittedRunIsAFullOne() throws IOException {
        // When
        Results results = Results.read(REPOSITORY.results());

        // Then
        assertThat(results.settings().quick()).isFalse();
        assertThat(results.settings().rounds()).isGreaterThanOrEqualTo(5);
    }
}
