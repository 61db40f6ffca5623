package io.fairlead.bench.start;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Front;
import io.fairlead.bench.contestant.Mode;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.openloop.Generator;
import io.fairlead.bench.openloop.Latencies;
import io.fairlead.bench.openloop.Loop;
import io.fairlead.bench.openloop.OneCall;
import io.fairlead.bench.work.Measurement;
import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Trial;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Work i: from the start of a process to the first call that it relays, and how slow and how costly the first seconds of a steady load are. */
public final class StartUp implements Work {

    private static final Metric AFTER_EXEC = new Metric("first call after exec", "ms", Metric.Better.LOWER);
    private static final Metric AFTER_COMMAND = new Metric("first call after the command", "ms", Metric.Better.LOWER);
    private static final Metric FIRST_P99 = new Metric("p99 of the first 10 s", "µs", Metric.Better.LOWER);
    private static final Metric WARM_P99 = new Metric("warm p99", "µs", Metric.Better.LOWER);
    private static final Metric P99_RATIO =
            new Metric("p99 of the first 10 s by the warm p99", "", Metric.Better.LOWER);
    private static final Metric CPU = new Metric("CPU time until warm", "ms", Metric.Better.LOWER);

    private static final int CONNECTIONS = 50;
    private static final int CALLS_PER_SECOND = 5_000;
    private static final Duration FIRST = Duration.ofSeconds(10);

    /** A shorter round is one that only shows that it runs. */
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final Duration LONGEST_STEP = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final double MILLIS = 1e6;

    @Override
    public String letter() {
        return "i";
    }

    @Override
    public String title() {
        return "start, then %,d calls a second".formatted(CALLS_PER_SECOND);
    }

    @Override
    public List<Contestant> contestants(List<Contestant> asked) {
        return asked.stream().filter(Contestant::isProxy).toList();
    }

    @Override
    public Metric headline() {
        return AFTER_EXEC;
    }

    @Override
    public Trial prepare(Contestant contestant, Lab lab) throws IOException, InterruptedException {
        Loop loop = new Loop();
        return new StartTrial(contestant, mode(), lab, loop, loop.serve());
    }

    private record StartTrial(Contestant contestant, Mode mode, Lab lab, Loop server, InetSocketAddress address)
            implements Trial {

        /** Of the files that a start reads, and of the generator; the contestant starts anew in each round. */
        @Override
        public void warmUp(Duration time) throws IOException, InterruptedException {
            Generator.connect(server, address, CONNECTIONS).openLoop(CALLS_PER_SECOND, time);
            try (Front front = contestant.launch(lab, mode, List.of(address))) {
                front.awaitReady();
            }
        }

        @Override
        public Measurement run(Duration time) throws IOException, InterruptedException {
            Map<Metric, Double> figures = new LinkedHashMap<>();
            long launched = System.nanoTime();
            try (Front front = contestant.launch(lab, mode, List.of(address));
                    Loop loop = new Loop()) {
                long exec = awaitFirstCall(front, launched);
                long answered = System.nanoTime();
                figures.put(AFTER_EXEC, (answered - exec) / MILLIS);
                figures.put(AFTER_COMMAND, (answered - launched) / MILLIS);
                measureLoad(front, Generator.connect(loop, front.address(), CONNECTIONS), time, figures);
                front.checkAlive();
            }
            return new Measurement(figures);
        }

        /** Returns when the process became the contestant's program. */
        private static long awaitFirstCall(Front front, long launched) throws IOException {
            Program program = new Program(front.pids().getFirst(), launched);
            do {
                front.checkAlive();
                if (System.nanoTime() - launched > LONGEST_START.toNanos()) {
                    throw new IOException(
                            "no call is relayed after %d s (expected: one)".formatted(LONGEST_START.toSeconds()));
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                program.look(System.nanoTime());
            } while (!OneCall.succeeds(front.address(), LONGEST_STEP));
            return program.since();
        }

        private static void measureLoad(Front front, Generator generator, Duration time, Map<Metric, Double> figures)
                throws IOException, InterruptedException {
            Latencies first;
            List<Duration> used;
            try (CpuUse use = CpuUse.watch(front)) {
                first = generator.openLoop(CALLS_PER_SECOND, time.compareTo(SHORTEST) < 0 ? time : FIRST);
                used = use.used();
            }
            generator.closedLoop(time.multipliedBy(2));
            Duration before = front.cpu();
            Latencies warm = generator.openLoop(CALLS_PER_SECOND, time);
            Duration perPeriod = front.cpu()
                    .minus(before)
                    .multipliedBy(CpuUse.PERIOD.toMillis())
                    .dividedBy(time.toMillis());
            figures.put(FIRST_P99, first.micros(99));
            figures.put(WARM_P99, warm.micros(99));
            figures.put(P99_RATIO, first.micros(99) / warm.micros(99));
            figures.put(CPU, Settling.cost(used, perPeriod).toNanos() / MILLIS);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
