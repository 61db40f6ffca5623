package io.fairlead.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * How a run stands to a target.
 *
 * @param unit of what was measured, where it is no ratio
 * @param measured null: it was not measured
 */
record Verdict(Target target, String unit, @Nullable Spread measured) {

    private static final double PERCENT = 100;

    /** Returns what is aimed at, such as {@code <= 1.05 x the better of haproxy and nginx}. */
    String aim() {
        String bound = (target.least() ? ">= " : "<= ") + Figures.text(target.bound());
        return switch (target.peers().size()) {
            case 0 -> (bound + " " + unit).strip();
            case 1 -> "%s x %s".formatted(bound, target.peers().getFirst());
            default -> "%s x the better of %s".formatted(bound, String.join(" and ", target.peers()));
        };
    }

    /** Returns the median and the range. */
    String figures() {
        return measured == null ? "" : measured.toString();
    }

    /** Returns {@code met}, {@code missed by 12 %} or {@code not measured}, which is of the median. */
    String outcome() {
        if (measured == null) {
            return "not measured";
        }
        double excess = target.least() ? target.bound() - measured.median() : measured.median() - target.bound();
        return excess <= 0 ? "met" : "missed by %s %%".formatted(Figures.text(PERCENT * excess / target.bound()));
    }
}
