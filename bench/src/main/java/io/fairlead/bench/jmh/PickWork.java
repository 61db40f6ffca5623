package io.fairlead.bench.jmh;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.jmh.Picks.Picker;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.work.Measurement;
import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Metric.Better;
import io.fairlead.bench.work.Trial;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Work g: picks among 1 to 2,000 backends, which the proxy's own classes do in this process. With LeastConnections a connection begins at each
 * pick and one ends, for that is where its cost is.
 */
public final class PickWork implements Work {

    private static final List<Integer> BACKENDS = List.of(1, 10, 100, 2000);
    private static final List<Picker> PICKERS = List.of(Picker.RoundRobin, Picker.Random, Picker.LeastConnections);

    @Override
    public String letter() {
        return "g";
    }

    @Override
    public String title() {
        return "a pick among 1 to 2,000 backends";
    }

    @Override
    public List<Contestant> contestants(List<Contestant> asked) {
        return asked.stream()
                .filter(contestant -> contestant.name().equals("fairlead"))
                .toList();
    }

    @Override
    public Metric headline() {
        return metric(Picker.RoundRobin, BACKENDS.getLast());
    }

    private static Metric metric(Picker picker, int backends) {
        return new Metric(String.format(Locale.ROOT, "%s, %,d backends", picker, backends), "ns", Better.LOWER);
    }

    @Override
    public Trial prepare(Contestant contestant, Lab lab) {
        return new PickTrial();
    }

    private record PickTrial() implements Trial {

        @Override
        public Measurement run(Duration time) throws IOException {
            Duration each = time.dividedBy((long) PICKERS.size() * BACKENDS.size());
            Map<Metric, Double> figures = new LinkedHashMap<>();
            for (Picker picker : PICKERS) {
                for (int backends : BACKENDS) {
                    figures.put(metric(picker, backends), nanos(picker, backends, each));
                }
            }
            return new Measurement(figures);
        }

        private static double nanos(Picker picker, int backends, Duration time) throws IOException {
            String method = picker == Picker.LeastConnections ? "connect" : "pick";
            Options options = new OptionsBuilder()
                    .include(PickBenchmark.class.getName() + "." + method + "$")
                    .param("picker", picker.name())
                    .param("backends", String.valueOf(backends))
                    .param("weights", Picks.Weights.Equal.name())
                    .forks(0)
                    .warmupIterations(1)
                    .warmupTime(TimeValue.nanoseconds(time.toNanos() / 2))
                    .measurementIterations(1)
                    .measurementTime(TimeValue.nanoseconds(time.toNanos() / 2))
                    .verbosity(VerboseMode.SILENT)
                    .build();
            try {
                return new Runner(options).runSingle().getPrimaryResult().getScore();
            } catch (RunnerException e) {
                throw new IOException("JMH: %s (expected: that it runs)".formatted(e.getMessage()), e);
            }
        }

        @Override
        public void close() {}
    }
}
