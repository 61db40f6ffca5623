package io.fairlead.bench.openloop;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Front;
import io.fairlead.bench.contestant.Mode;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.work.Measurement;
import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Trial;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Work f, in mode GRPC m: latency of unary calls that are due at even times, at four loads. The loads are shares of what one of the peers can do in a
 * closed loop before the first round, the same calls a second for each contestant and in each round: in f the best of them, in m HAProxy.
 */
public final class LatencyUnderLoad implements Work {

    private static final int CONNECTIONS = 50;
    private static final List<Integer> LOADS = List.of(25, 50, 75, 90);
    private static final int PERCENT = 100;
    private static final Metric CAPACITY = new Metric("capacity", "1/s", Metric.Better.HIGHER);

    private final Mode mode;
    private final Capacities capacities;

    public LatencyUnderLoad(Mode mode) {
        this.mode = mode;
        this.capacities = mode == Mode.TCP ? Capacities.best() : Capacities.of("haproxy");
    }

    @Override
    public String letter() {
        return mode == Mode.TCP ? "f" : "m";
    }

    @Override
    public String title() {
        return mode.title("latency against load, %d connections, open loop".formatted(CONNECTIONS));
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public List<Contestant> contestants(List<Contestant> asked) {
        return asked.stream()
                .filter(contestant -> mode == Mode.TCP || !contestant.isForBulk())
                .toList();
    }

    @Override
    public Metric headline() {
        return at(mode == Mode.TCP ? 75 : 50, "p99", Metric.Better.LOWER);
    }

    @Override
    public Trial prepare(Contestant contestant, Lab lab) throws IOException, InterruptedException {
        Loop loop = new Loop();
        Front front = contestant.launch(lab, mode, List.of(loop.serve()));
        front.awaitReady();
        return new LoadTrial(
                contestant, loop, front, Generator.connect(loop, front.address(), CONNECTIONS), capacities);
    }

    private static Metric at(int load, String name, Metric.Better better) {
        return new Metric("%s at %d %%".formatted(name, load), "µs", better);
    }

    private record LoadTrial(Contestant contestant, Loop loop, Front front, Generator generator, Capacities capacities)
            implements Trial {

        /** The last third of it is taken for its capacity. */
        @Override
        public void warmUp(Duration time) throws IOException, InterruptedException {
            generator.closedLoop(time.multipliedBy(2).dividedBy(3));
            capacities.add(contestant, capacity(time.dividedBy(3)));
        }

        @Override
        public Measurement run(Duration time) throws IOException, InterruptedException {
            Map<Metric, Double> figures = new LinkedHashMap<>();
            figures.put(CAPACITY, capacity(time.dividedBy(3)));
            for (int load : LOADS) {
                Latencies seen = generator.openLoop(capacities.full() * load / PERCENT, time.dividedBy(2));
                figures.put(at(load, "p50", Metric.Better.LOWER), seen.micros(50));
                figures.put(at(load, "p99", Metric.Better.LOWER), seen.micros(99));
                figures.put(at(load, "p99.9", Metric.Better.LOWER), seen.micros(99.9));
                figures.put(at(load, "generator late, p99", Metric.Better.NEITHER), seen.lateMicros(99));
            }
            front.checkAlive();
            return new Measurement(figures);
        }

        private double capacity(Duration time) throws IOException, InterruptedException {
            long start = System.nanoTime();
            long calls = generator.closedLoop(time).calls();
            return calls * 1e9 / (System.nanoTime() - start);
        }

        @Override
        public void close() {
            front.close();
            loop.close();
        }
    }
}
