package io.fairlead.bench.bulk;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Front;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.work.Measurement;
import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Metric.Better;
import io.fairlead.bench.work.Trial;
import io.fairlead.bench.work.Window;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Work h: connections that carry as much as they can, both ways at the same time. */
public final class Bulk implements Work {

    public static final Metric CPU_PER_MB = new Metric("CPU per MB", "µs", Better.LOWER);
    private static final Metric MACHINE_CPU_PER_MB = new Metric("machine's CPU per MB", "µs", Better.LOWER);
    private static final Metric THROUGHPUT = new Metric("throughput", "MB/s", Better.HIGHER);

    private static final int CONNECTIONS = 4;
    private static final double MEGABYTE = 1e6;
    private static final double SECOND = 1e9;

    @Override
    public String letter() {
        return "h";
    }

    @Override
    public String title() {
        return "bulk both ways, %d connections".formatted(CONNECTIONS);
    }

    @Override
    public Metric headline() {
        return CPU_PER_MB;
    }

    @Override
    public Trial prepare(Contestant contestant, Lab lab) throws IOException, InterruptedException {
        BulkServer server = BulkServer.start();
        Front front = contestant.launch(lab, mode(), List.of(server.address()));
        front.awaitReady();
        return new BulkTrial(lab, server, front);
    }

    private record BulkTrial(Lab lab, BulkServer server, Front front) implements Trial {

        @Override
        public Measurement run(Duration time) throws IOException, InterruptedException {
            LongAdder received = new LongAdder();
            long before = server.received();
            Window window = Window.begin(lab, front);
            long start = System.nanoTime();
            List<Pump> pumps = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    pumps.add(Pump.start(SocketChannel.open(front.address()), received));
                }
                Thread.sleep(time);
                double megabytes = (received.sum() + server.received() - before) / MEGABYTE;
                double seconds = (System.nanoTime() - start) / SECOND;
                Map<Metric, Double> figures = new LinkedHashMap<>();
                figures.put(THROUGHPUT, megabytes / seconds);
                figures.putAll(window.end(megabytes, CPU_PER_MB, MACHINE_CPU_PER_MB));
                check(pumps);
                return new Measurement(figures);
            } finally {
                pumps.forEach(Pump::close);
            }
        }

        private void check(List<Pump> pumps) throws IOException {
            front.checkAlive();
            for (Pump pump : pumps) {
                if (pump.fault() != null) {
                    throw new IOException(
                            "a connection ended: %s (expected: that it stays open)".formatted(pump.fault()));
                }
            }
        }

        @Override
        public void close() {
            front.close();
            server.close();
        }
    }
}
