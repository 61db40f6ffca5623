package io.fairlead.bench.work;

import java.util.Collections;
import java.util.LinkedHashMap;
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
}
