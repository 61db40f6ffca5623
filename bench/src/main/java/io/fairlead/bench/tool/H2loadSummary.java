package io.fairlead.bench.tool;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What h2load says in the end.
 *
 * @param seconds how long it ran
 * @param succeeded calls that were answered with a status of 200 to 399
 * @param failed those that were not, or whose connection ended
 */
record H2loadSummary(double seconds, long succeeded, long failed) {

    private static final Pattern FINISHED = Pattern.compile("^finished in ([0-9.]+)(us|ms|s|m|h)", Pattern.MULTILINE);
    private static final Pattern REQUESTS = Pattern.compile(
            "^requests: \\d+ total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed, (\\d+) errored, (\\d+) timeout$",
            Pattern.MULTILINE);
    private static final Pattern STATUS =
            Pattern.compile("^status codes: \\d+ 2xx, (\\d+) 3xx, (\\d+) 4xx, (\\d+) 5xx$", Pattern.MULTILINE);

    /** Reads its standard output. */
    static H2loadSummary parse(String output) throws IOException {
        Matcher finished = find(FINISHED, output);
        Matcher requests = find(REQUESTS, output);
        Matcher status = find(STATUS, output);
        return new H2loadSummary(
                Double.parseDouble(finished.group(1)) * seconds(finished.group(2)),
                Long.parseLong(requests.group(1)),
                Math.max(sum(requests, 2), sum(status, 1)));
    }

    private static Matcher find(Pattern pattern, String output) throws IOException {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IOException("h2load: %s (expected: what h2load 1.52 prints)".formatted(output.strip()));
        }
        return matcher;
    }

    private static long sum(Matcher counts, int first) {
        long sum = 0;
        for (int group = first; group <= counts.groupCount(); group++) {
            sum += Long.parseLong(counts.group(group));
        }
        return sum;
    }

    private static double seconds(String unit) {
        return switch (unit) {
            case "us" -> 1e-6;
            case "ms" -> 1e-3;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 1;
        };
    }

    /** @throws IOException in one line for the user, where there was no call, or one failed */
    void checkAllSucceeded() throws IOException {
        if (succeeded == 0 || failed > 0) {
            throw new IOException(
                    "h2load: %d calls succeeded, %d failed (expected: that none fails)".formatted(succeeded, failed));
        }
    }
}
