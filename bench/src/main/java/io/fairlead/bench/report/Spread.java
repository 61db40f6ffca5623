package io.fairlead.bench.report;

import java.util.Arrays;

/** Figures of several rounds: the one in the middle, and the range. */
public record Spread(double median, double least, double most) {

    /** Returns that of {@code figures}, one at least; of an even number the median is the mean of the two in the middle. */
    public static Spread of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Returns {@code 19.2 (18.9-19.7)}, or the median alone where there is no range. */
    @Override
    public String toString() {
        return least == most
                ? Figures.text(median)
                : "%s (%s-%s)".formatted(Figures.text(median), Figures.text(least), Figures.text(most));
    }
}
