package io.fairlead.bench.run;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.report.WorkResult;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Does works, one after the other: sets up all contestants of one, warms each up, and lets them have their turns. */
public final class Run {

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
     * @throws IOException in one line for the user that names work and contestant, where fairlead did not run
     */
    public WorkResult run(Work work, List<Contestant> asked) throws IOException, InterruptedException {
        List<Entrant> entrants = new ArrayList<>();
        for (Contestant contestant : contestants(work, asked)) {
            entrants.add(new Entrant(contestant, !entrants.isEmpty(), work, lab, pace, progress));
        }
        try {
            for (Entrant entrant : entrants) {
                entrant.warmUp();
            }
            for (Turns.Turn turn : Turns.of(pace.rounds(), entrants.size())) {
                entrants.get(turn.contestant()).measure(turn.round());
            }
        } finally {
            entrants.forEach(Entrant::close);
        }
        return new WorkResult(
                work.letter(),
                work.title(),
                work.headline().name(),
                entrants.stream()
                        .flatMap(entrant -> entrant.metrics().stream())
                        .distinct()
                        .toList(),
                entrants.stream().map(Entrant::result).toList());
    }

    private static List<Contestant> contestants(Work work, List<Contestant> asked) {
        return work.contestants(asked.stream()
                .filter(contestant -> contestant.serves(work.mode()))
                .toList());
    }
}
