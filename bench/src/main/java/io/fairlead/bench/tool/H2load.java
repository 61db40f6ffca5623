package io.fairlead.bench.tool;

import io.fairlead.bench.lab.Child;
import io.fairlead.bench.lab.Lab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * h2load as gRPC clients that make unary calls: each is a POST of a small message. It knows no percentiles: they are of the log that it keeps of
 * its calls, which takes about 8 % of its own speed and nothing of the proxy's.
 */
public final class H2load {

    /** What a call sends: as much as a short protobuf message. */
    private static final int REQUEST_BYTES = 64;

    private static final Duration SLACK = Duration.ofSeconds(30);

    private final Lab lab;
    private final Path request;

    /** Each run's log is at the same place. */
    private final Path log;

    public H2load(Lab lab) throws IOException {
        this.lab = lab;
        this.request =
                Files.write(Files.createTempFile(lab.folder(), "request-", ".bin"), GrpcMessages.ofSize(REQUEST_BYTES));
        this.log = Files.createTempFile(lab.folder(), "h2load-", ".tsv");
    }

    /**
     * What a run saw.
     *
     * @param calls that succeeded
     * @param seconds that they took together
     * @param latencies of each, in µs, from its start to the end of its answer
     */
    public record Run(long calls, double seconds, Histogram latencies) {}

    /**
     * Makes calls on {@code connections} kept connections, a new one as soon as another one ends, so that {@code streams} of each are under way.
     *
     * @throws IOException in one line for the user, where a call failed or h2load did
     */
    public Run keepCalling(InetSocketAddress address, String path, int connections, int streams, Duration time)
            throws IOException, InterruptedException {
        return run(
                address,
                path,
                time,
                "--clients=" + connections,
                "--max-concurrent-streams=" + streams,
                "--threads=" + Math.min(connections, lab.cpus().load().size()),
                "--duration=" + time.toMillis() + "ms");
    }

    /**
     * Opens {@code perSecond} connections a second, at even times whatever was answered; each makes one call and closes.
     *
     * @throws IOException in one line for the user, where a call failed or h2load did
     */
    public Run keepConnecting(InetSocketAddress address, String path, int perSecond, Duration time)
            throws IOException, InterruptedException {
        long connections = perSecond * time.toMillis() / 1000;
        int periodMillis = 10;
        return run(
                address,
                path,
                time,
                "--clients=" + connections,
                "--requests=" + connections,
                "--rate=" + perSecond * periodMillis / 1000,
                "--rate-period=" + periodMillis + "ms");
    }

    private Run run(InetSocketAddress address, String path, Duration time, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "h2load",
                "--data=" + request,
                "--header=content-type: application/grpc",
                "--header=te: trailers",
                "--log-file=" + log));
        command.addAll(List.of(options));
        command.add("http://%s:%d/%s".formatted(address.getAddress().getHostAddress(), address.getPort(), path));
        // It adds to a log that is there.
        Files.deleteIfExists(log);
        try (Child child = lab.startLoad("h2load", command)) {
            child.awaitSuccess(time.plus(SLACK));
            H2loadSummary summary = H2loadSummary.parse(child.output());
            summary.checkAllSucceeded();
            return new Run(summary.succeeded(), summary.seconds(), RequestLog.latencies(log));
        }
    }
}
