package io.fairlead.bench.jmh;

import io.fairlead.proxy.accesslog.TcpLogFormat;
import io.fairlead.proxy.admin.Metrics;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Termination;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to account for a connection that is over. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AccountBenchmark {

    private static final int RECORDS = 1024;

    private final ConnectionRecord[] records = records();
    private final TcpLogFormat format = new TcpLogFormat(ZoneOffset.UTC);
    private final StringBuilder line = new StringBuilder();
    private final Metrics metrics = new Metrics(PooledByteBufAllocator.DEFAULT, () -> 0);
    private int next;

    private static ConnectionRecord[] records() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        ConnectionRecord[] records = new ConnectionRecord[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            byte[] address = {10, 1, (byte) (i >>> 8), (byte) i};
            InetSocketAddress client = new InetSocketAddress(Addresses.of(address), 32_768 + i);
            records[i] = new ConnectionRecord(
                    client,
                    start.plusMillis(i / 10),
                    "grpc",
                    "echo",
                    "srv" + i % 5,
                    0,
                    1,
                    120 + i,
                    1_000L * i,
                    3_000L * i,
                    Termination.NORMAL,
                    50,
                    50,
                    50,
                    10,
                    0,
                    false,
                    0,
                    0,
                    ConnectionRecord.NOT_LOOKED_AT);
        }
        return records;
    }

    private ConnectionRecord next() {
        next = (next + 1) % RECORDS;
        return records[next];
    }

    /** A line of the access log. */
    @Benchmark
    public StringBuilder accessLogLine() {
        line.setLength(0);
        format.append(next(), line);
        return line;
    }

    /** The metrics' part. */
    @Benchmark
    public void metrics() {
        metrics.closed(next());
    }

    /** Ends what the metrics watch. */
    @TearDown
    public void close() {
        metrics.close();
    }
}
