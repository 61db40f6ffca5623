package io.fairlead.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fairlead.bench.work.Metric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of a contestant in a work.
 *
 * @param rounds the figures of each, by the name of the metric; none where it failed
 * @param fault why a peer has no figures; null: it did not fail
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContestantResult(
        String contestant,
        List<Map<String, Double>> rounds,
        @Nullable String fault) {

    /** Returns that of one that ran. */
    public static ContestantResult measured(String contestant, List<Map<String, Double>> rounds) {
        return new ContestantResult(contestant, rounds, null);
    }

    /** Returns that of a peer that did not. */
    public static ContestantResult failed(String contestant, String fault) {
        return new ContestantResult(contestant, List.of(), fault);
    }

    /** Whether it was measured: a way without a proxy has no proxy's CPU time. */
    boolean has(Metric metric) {
        return !rounds.isEmpty() && rounds.stream().allMatch(round -> round.containsKey(metric.name()));
    }

    /** Returns the figures of all rounds, which {@link #has} them. */
    double[] figures(Metric metric) {
        return rounds.stream().mapToDouble(round -> round.get(metric.name())).toArray();
    }
}
