package io.fairlead.bench.run;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.report.ContestantResult;
import io.fairlead.bench.work.Measurement;
import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Trial;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A contestant in a work, with what it measured. A peer that fails is set up anew, once, and has its turn again; one that fails twice is out, without
 * figures: ratios are of rounds that all have.
 */
final class Entrant implements AutoCloseable {

    private static final double THOUSANDTHS = 1e3;

    private final Contestant contestant;
    private final boolean peer;
    private final Work work;
    private final Lab lab;
    private final Pace pace;
    private final Consumer<String> progress;
    private final List<Measurement> rounds = new ArrayList<>();
    private @Nullable Trial trial;
    private boolean again;
    private @Nullable String fault;

    /**
     * Enters one, which is not set up.
     *
     * @param peer whether it may fail
     * @param progress is told what is done, in lines
     */
    Entrant(Contestant contestant, boolean peer, Work work, Lab lab, Pace pace, Consumer<String> progress) {
        this.contestant = contestant;
        this.peer = peer;
        this.work = work;
        this.lab = lab;
        this.pace = pace;
        this.progress = progress;
    }

    @FunctionalInterface
    private interface Step {
        void take(Trial with) throws IOException, InterruptedException;
    }

    /** @throws IOException in one line for the user that names work and contestant, where it is no peer and does not run */
    void warmUp() throws IOException, InterruptedException {
        attempt(warm -> {});
    }

    /**
     * Does a round, where it is not out.
     *
     * @throws IOException as {@link #warmUp} does
     */
    void measure(int round) throws IOException, InterruptedException {
        attempt(with -> {
            Measurement measured = with.run(pace.round());
            measured.checkPlausible();
            rounds.add(measured);
            say(", round %d of %d: %s".formatted(round, pace.rounds(), measured.text(work.headline())));
        });
    }

    private void attempt(Step step) throws IOException, InterruptedException {
        while (fault == null) {
            try {
                step.take(trial == null ? setUp() : trial);
                return;
            } catch (IOException e) {
                close();
                if (!peer || Thread.currentThread().isInterrupted()) {
                    throw new IOException(
                            "work %s, %s: %s".formatted(work.letter(), contestant.name(), e.getMessage()), e);
                }
                fail(e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
    }

    private Trial setUp() throws IOException, InterruptedException {
        say(": warming up");
        Trial set = work.prepare(contestant, lab);
        trial = set;
        set.warmUp(pace.warmUp());
        return set;
    }

    private void fail(String said) {
        if (again) {
            fault = said;
            rounds.clear();
        }
        say("%s: %s".formatted(again ? " is out" : " has its turn again", said));
        again = true;
    }

    private void say(String what) {
        progress.accept("%s  %s%s".formatted(work.letter(), contestant.name(), what));
    }

    /** Returns the metrics of its rounds, in the order in which the report shows them. */
    List<Metric> metrics() {
        return rounds.stream()
                .flatMap(round -> round.figures().keySet().stream())
                .distinct()
                .toList();
    }

    ContestantResult result() {
        return fault == null
                ? ContestantResult.measured(
                        contestant.name(), rounds.stream().map(Entrant::byName).toList())
                : ContestantResult.failed(contestant.name(), fault);
    }

    private static Map<String, Double> byName(Measurement measured) {
        Map<String, Double> figures = new LinkedHashMap<>();
        measured.figures()
                .forEach(
                        (metric, figure) -> figures.put(metric.name(), Math.round(figure * THOUSANDTHS) / THOUSANDTHS));
        return figures;
    }

    @Override
    public void close() {
        if (trial != null) {
            trial.close();
            trial = null;
        }
    }
}
