package io.fairlead.bench.report;

import io.fairlead.bench.work.Metric;
import java.util.List;
import java.util.Map;

/**
 * The rounds of a contestant in a work.
 *
 * @param rounds the figures of each, by the name of the metric
 */
public record ContestantResult(String contestant, List<Map<String, Double>> rounds) {

    /** Whether it was measured: a way without a proxy has no proxy's CPU time. */
    boolean has(Metric metric) {
        return !rounds.isEmpty() && rounds.stream().allMatch(round -> round.containsKey(metric.name()));
    }

    /** Returns the figures of all rounds, which {@link #has} them. */
    double[] figures(Metric metric) {
        return rounds.stream().mapToDouble(round -> round.get(metric.name())).toArray();
    }
}
