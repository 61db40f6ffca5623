package io.fairlead.bench.tool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** h2load's log of its calls: a line for each, of the start in µs, the status or -1, and how long it took in µs, with tabs between. */
final class RequestLog {

    private static final long LONGEST_MICROS = 60_000_000;
    private static final int DIGITS = 3;

    private RequestLog() {}

    /**
     * Reads how long the calls of {@code file} took, in µs.
     *
     * @throws IOException in one line for the user, where a call failed or a line is none
     */
    static Histogram latencies(Path file) throws IOException {
        Histogram latencies = new Histogram(LONGEST_MICROS, DIGITS);
        try (BufferedReader lines = Files.newBufferedReader(file, US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                latencies.recordValue(Math.min(micros(line), LONGEST_MICROS));
            }
        }
        return latencies;
    }

    private static long micros(String line) throws IOException {
        int status = line.indexOf('\t') + 1;
        int micros = line.indexOf('\t', status) + 1;
        if (status == 0 || micros == 0 || !line.startsWith("200\t", status)) {
            throw new IOException("h2load's log: %s (expected: a start, the status 200 and a time)".formatted(line));
        }
        return Long.parseLong(line, micros, line.length(), 10);
    }
}
