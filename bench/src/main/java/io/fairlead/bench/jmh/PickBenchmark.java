package io.fairlead.bench.jmh;

import io.fairlead.proxy.backend.Candidate;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;

/** What it costs to pick a backend's endpoint for a connection, by algorithm and number of endpoints. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PickBenchmark {

    /** A pick alone. */
    @Benchmark
    public @Nullable Candidate pick(Picks picks, Clients clients) {
        return picks.balancer.pick(clients.next(), clients.tried());
    }

    /** A pick while another thread picks all the time. */
    @Benchmark
    @Threads(2)
    public @Nullable Candidate pickContended(Picks picks, Clients clients) {
        return picks.balancer.pick(clients.next(), clients.tried());
    }

    /** A pick, a connection that begins and one that ends: what a balancer has to learn of. */
    @Benchmark
    public Candidate connect(Picks picks, Clients clients) {
        Candidate picked = Objects.requireNonNull(picks.balancer.pick(clients.next(), clients.tried()));
        clients.connect(picked);
        return picked;
    }

    /** The same while another thread does the same. */
    @Benchmark
    @Threads(2)
    public Candidate connectContended(Picks picks, Clients clients) {
        Candidate picked = Objects.requireNonNull(picks.balancer.pick(clients.next(), clients.tried()));
        clients.connect(picked);
        return picked;
    }
}
