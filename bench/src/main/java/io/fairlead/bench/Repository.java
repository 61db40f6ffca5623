package io.fairlead.bench;

import io.fairlead.bench.report.PerformancePage;
import io.fairlead.bench.report.ReportFiles;
import io.fairlead.bench.report.Results;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository, as far as it holds the last full run. */
record Repository(Path root) {

    /** Returns the one that this class was built in. */
    static Repository ofThisBuild() {
        try {
            Path own = Path.of(Repository.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Repository(own.resolve("../../..").normalize());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path results() {
        return root.resolve("bench/results");
    }

    Path page() {
        return root.resolve("docs/performance.md");
    }

    /** Makes {@code results} the last full run, and the page tell of it. */
    void publish(Results results) throws IOException {
        ReportFiles.write(results, results());
        Files.writeString(page(), PerformancePage.update(Files.readString(page()), results));
    }
}
