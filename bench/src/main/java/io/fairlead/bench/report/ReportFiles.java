package io.fairlead.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that a run leaves: its JSON, which is {@link Results#FILE}, and what is made of it. */
public final class ReportFiles {

    /** The table. */
    public static final String TEXT = "results.txt";

    /** The picture. */
    public static final String CHART = "chart.svg";

    private ReportFiles() {}

    /** Writes all of them into {@code folder}, which is made where it is not there. */
    public static void write(Results results, Path folder) throws IOException {
        Files.createDirectories(folder);
        results.write(folder);
        Files.writeString(folder.resolve(TEXT), TextReport.of(results));
        Files.writeString(folder.resolve(CHART), Chart.of(results));
    }
}
