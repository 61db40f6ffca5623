package io.fairlead.bench.report;

import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Metric.Better;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What was measured in a work.
 *
 * @param work its letter
 * @param headline the name of the metric that stands for it
 * @param contestants fairlead first
 */
public record WorkResult(
        String work, String title, String headline, List<Metric> metrics, List<ContestantResult> contestants) {

    private static final double BUSY_PERCENT = 95;

    /** Returns the metric of that name. */
    Optional<Metric> metric(String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** Returns what {@code contestant} measured in the rounds, where it did. */
    Optional<Spread> spread(Metric metric, String contestant) {
        return of(contestant).filter(result -> result.has(metric)).map(result -> Spread.of(result.figures(metric)));
    }

    /**
     * Returns fairlead's figure by that of the best of {@code peers} in the same round, where all of them have it; to be the best is the metric's to say.
     *
     * @param peers one at least
     */
    Optional<Spread> ratio(Metric metric, List<String> peers) {
        List<ContestantResult> others = peers.stream()
                .flatMap(peer -> of(peer).stream())
                .filter(result -> result.has(metric))
                .toList();
        ContestantResult own = contestants.getFirst();
        if (metric.better() == Better.NEITHER || others.size() < peers.size() || !own.has(metric)) {
            return Optional.empty();
        }
        double[] figures = own.figures(metric);
        double[] ratios = IntStream.range(0, figures.length)
                .mapToDouble(round -> figures[round] / best(metric, others, round))
                .toArray();
        return Optional.of(Spread.of(ratios));
    }

    private static double best(Metric metric, List<ContestantResult> of, int round) {
        DoubleStream figures = of.stream().mapToDouble(result -> result.figures(metric)[round]);
        return (metric.better() == Better.LOWER ? figures.min() : figures.max()).orElseThrow();
    }

    /** Returns the contestants that had CPU time to spare where load and servers had none: their calls per second tell of these. */
    List<String> limitedByLoad() {
        return contestants.stream()
                .filter(result -> median(Metric.LOAD_SHARE, result) >= BUSY_PERCENT
                        && result.has(Metric.CPU_SHARE)
                        && median(Metric.CPU_SHARE, result) < BUSY_PERCENT)
                .map(ContestantResult::contestant)
                .toList();
    }

    private static double median(Metric metric, ContestantResult of) {
        return of.has(metric) ? Spread.of(of.figures(metric)).median() : 0;
    }

    private Optional<ContestantResult> of(String contestant) {
        return contestants.stream()
                .filter(result -> result.contestant().equals(contestant))
                .findFirst();
    }

    /** Returns the names of all but fairlead. */
    List<String> peers() {
        return contestants.stream().skip(1).map(ContestantResult::contestant).toList();
    }
}
