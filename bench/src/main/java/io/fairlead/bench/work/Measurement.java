package io.fairlead.bench.work;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of one round of one contestant.
 *
 * @param figures in the order in which the report shows them
 */
public record Measurement(Map<Metric, Double> figures) {

    public Measurement {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /**
     * Checks that there are figures, each of which is a number greater than 0.
     *
     * @throws IOException in one line for the user, where that is not so
     */
    public void checkPlausible() throws IOException {
        if (figures.isEmpty()) {
            throw new IOException("nothing was measured (expected: figures)");
        }
        for (Map.Entry<Metric, Double> figure : figures.entrySet()) {
            if (!Double.isFinite(figure.getValue()) || figure.getValue() <= 0) {
                throw new IOException("%s: %s (expected: greater than 0)"
                        .formatted(figure.getKey().name(), figure.getValue()));
            }
        }
    }

    /** Returns {@code CPU per call 19.2 µs} for that metric, or the first one where there is none of it. */
    public String text(Metric metric) {
        Metric shown = figures.containsKey(metric)
                ? metric
                : figures.keySet().iterator().next();
        return String.format(Locale.ROOT, "%s %.1f %s", shown.name(), figures.get(shown), shown.unit());
    }
}
