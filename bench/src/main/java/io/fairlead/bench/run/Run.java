package io.fairlead.bench.run;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.report.ContestantResult;
import io.fairlead.bench.report.WorkResult;
import io.fairlead.bench.work.Measurement;
import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Trial;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Does works, one after the other: sets up all contestants of one, warms each up, and lets them have their turns. */
public final class Run {

    private static final double THOUSANDTHS = 1e3;

    private final Lab lab;
    private final Pace pace;
    private final Consumer<String> progress;

    /** {@code progress}: is told what is done, in lines. */
    public Run(Lab lab, Pace pace, Consumer<String> progress) {
        this.lab = lab;
        this.pace = pace;
        this.progress = progress;
    }

    /**
     * Does {@code work} on those of {@code asked} that it can measure.
     *
     * @param asked fairlead first
     * @throws IOException in one line for the user that names work and contestant, where something did not run
     */
    public WorkResult run(Work work, List<Contestant> asked) throws IOException, InterruptedException {
        List<Contestant> contestants = work.contestants(asked);
        List<List<Measurement>> rounds = new ArrayList<>();
        List<Trial> trials = new ArrayList<>();
        Contestant at = contestants.getFirst();
        try {
            for (Contestant contestant : contestants) {
                at = contestant;
                progress.accept("%s  %s: warming up".formatted(work.letter(), contestant.name()));
                Trial trial = work.prepare(contestant, lab);
                trials.add(trial);
                rounds.add(new ArrayList<>());
                trial.warmUp(pace.warmUp());
            }
            for (Turns.Turn turn : Turns.of(pace.rounds(), contestants.size())) {
                at = contestants.get(turn.contestant());
                Measurement measured = trials.get(turn.contestant()).run(pace.round());
                measured.checkPlausible();
                rounds.get(turn.contestant()).add(measured);
                progress.accept("%s  %s, round %d of %d: %s"
                        .formatted(
                                work.letter(), at.name(), turn.round(), pace.rounds(), measured.text(work.headline())));
            }
        } catch (IOException e) {
            throw new IOException("work %s, %s: %s".formatted(work.letter(), at.name(), e.getMessage()), e);
        } finally {
            trials.forEach(Trial::close);
        }
        return result(work, contestants, rounds);
    }

    private static WorkResult result(Work work, List<Contestant> contestants, List<List<Measurement>> rounds) {
        Set<Metric> metrics = new LinkedHashSet<>();
        List<ContestantResult> results = new ArrayList<>();
        for (int i = 0; i < contestants.size(); i++) {
            rounds.get(i).forEach(round -> metrics.addAll(round.figures().keySet()));
            results.add(new ContestantResult(
                    contestants.get(i).name(),
                    rounds.get(i).stream().map(Run::byName).toList()));
        }
        return new WorkResult(
                work.letter(), work.title(), work.headline().name(), List.copyOf(metrics), List.copyOf(results));
    }

    private static Map<String, Double> byName(Measurement measured) {
        Map<String, Double> figures = new LinkedHashMap<>();
        measured.figures()
                .forEach(
                        (metric, figure) -> figures.put(metric.name(), Math.round(figure * THOUSANDTHS) / THOUSANDTHS));
        return figures;
    }
}
