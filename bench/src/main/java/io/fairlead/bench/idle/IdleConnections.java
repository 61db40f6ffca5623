package io.fairlead.bench.idle;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Front;
import io.fairlead.bench.contestant.Mode;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.openloop.Generator;
import io.fairlead.bench.openloop.Loop;
import io.fairlead.bench.tool.GrpcMessages;
import io.fairlead.bench.tool.Nghttpd;
import io.fairlead.bench.tool.Tool;
import io.fairlead.bench.work.Measurement;
import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Trial;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Work e, in mode GRPC l: memory of 10,000 connections that are idle, each of which has made a call. What the kernel holds for them is not the process's, and not in it.
 * Each round starts the contestant anew: a process that has had as many connections once has the memory for them.
 *
 * <p>It is how much the resident memory grows from {@value #BUSY} connections that were busy to all of them. A JVM's grows by less, since new connections take
 * the place of garbage: it collects all of it before each of the two readings, in a process of its own, and what it grows by otherwise is a figure beside.
 */
public final class IdleConnections implements Work {

    static final Metric PER_CONNECTION = new Metric("memory per connection", "KiB", Metric.Better.LOWER);
    private static final Metric UNCOLLECTED =
            new Metric("memory per connection, garbage left", "KiB", Metric.Better.LOWER);
    private static final Metric HEAP = new Metric("live heap per connection", "KiB", Metric.Better.LOWER);
    private static final Metric WARM = new Metric("resident memory, 1,000 connections", "MB", Metric.Better.LOWER);
    private static final Metric ALL = new Metric("resident memory, all connections", "MB", Metric.Better.LOWER);

    private static final double MEGABYTE = 1e6;
    private static final double KIB = 1024;
    private static final int ANSWER_BYTES = 16;

    /** How many are busy before, and stay: the process is warm then. */
    private static final int BUSY = 1_000;

    private static final int CALLS_PER_SECOND = 5_000;

    /** A proxy that has a connection to a server for each call under way keeps as many as there were at a time. */
    private static final int CALLS_PER_SECOND_IN_GRPC = 2_500;

    private static final int CONNECTIONS = 10_000;
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Mode mode;

    public IdleConnections(Mode mode) {
        this.mode = mode;
    }

    @Override
    public String letter() {
        return mode == Mode.TCP ? "e" : "l";
    }

    @Override
    public String title() {
        return mode.title("%,d idle connections".formatted(OpenFiles.connections(CONNECTIONS)));
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public List<Contestant> contestants(List<Contestant> asked) {
        return asked.stream()
                .filter(Contestant::isProxy)
                .filter(contestant -> !contestant.isForBulk())
                .toList();
    }

    @Override
    public Metric headline() {
        return PER_CONNECTION;
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.NGHTTPD);
    }

    @Override
    public Trial prepare(Contestant contestant, Lab lab) throws IOException, InterruptedException {
        return new IdleTrial(
                contestant, mode, lab, Nghttpd.start(lab, Generator.PATH, GrpcMessages.ofSize(ANSWER_BYTES)));
    }

    private record IdleTrial(Contestant contestant, Mode mode, Lab lab, Nghttpd server) implements Trial {

        /** Nothing would be left of it: each round has a process of its own. */
        @Override
        public void warmUp(Duration time) {}

        @Override
        public Measurement run(Duration time) throws IOException, InterruptedException {
            int connections = OpenFiles.connections(CONNECTIONS);
            Map<Metric, Double> figures = new LinkedHashMap<>();
            Growth plain = grow(connections, time, false);
            if (plain.jvm()) {
                Growth collected = grow(connections, time, true);
                put(figures, PER_CONNECTION, collected.resident() / (connections - BUSY) / KIB);
                put(figures, UNCOLLECTED, plain.resident() / (connections - BUSY) / KIB);
                put(figures, HEAP, collected.heap() / (connections - BUSY) / KIB);
            } else {
                put(figures, PER_CONNECTION, plain.resident() / (connections - BUSY) / KIB);
            }
            put(figures, WARM, plain.before().resident() / MEGABYTE);
            put(figures, ALL, plain.after().resident() / MEGABYTE);
            return new Measurement(figures);
        }

        private Growth grow(int connections, Duration time, boolean collected)
                throws IOException, InterruptedException {
            try (Front front = contestant.launch(lab, mode, List.of(server.address()));
                    Loop loop = new Loop()) {
                front.awaitReady();
                Optional<Jvm> jvm = Jvm.among(front.pids());
                Generator.connect(loop, front.address(), BUSY).closedLoop(time);
                Memory before = Memory.read(front, collected ? jvm : Optional.empty());
                int more = connections - BUSY;
                int perSecond = mode == Mode.TCP ? CALLS_PER_SECOND : CALLS_PER_SECOND_IN_GRPC;
                Generator.connect(loop, front.address(), more)
                        .openLoop(perSecond, Duration.ofSeconds(more).dividedBy(perSecond));
                Thread.sleep(SETTLING);
                Memory after = Memory.read(front, collected ? jvm : Optional.empty());
                front.checkAlive();
                server.checkAlive();
                return new Growth(before, after, jvm.isPresent());
            }
        }

        /** A process that has memory left from before may need no more. */
        private static void put(Map<Metric, Double> figures, Metric metric, double figure) {
            if (figure > 0) {
                figures.put(metric, figure);
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /**
     * What a process uses.
     *
     * @param heap in bytes; 0 where it is not a JVM that was told to collect
     * @param resident in bytes
     */
    private record Memory(long heap, long resident) {

        static Memory read(Front front, Optional<Jvm> collecting) throws IOException, InterruptedException {
            long heap = collecting.isPresent() ? collecting.get().collect() : 0;
            return new Memory(heap, front.residentBytes());
        }
    }

    private record Growth(Memory before, Memory after, boolean jvm) {

        double resident() {
            return after.resident() - before.resident();
        }

        double heap() {
            return after.heap() - before.heap();
        }
    }
}
