package io.fairlead.bench.report;

import java.util.Locale;

/** Figures as readers have them: three digits that count, more only where they stand before the point. */
final class Figures {

    private Figures() {}

    static String text(double figure) {
        double size = Math.abs(figure);
        return String.format(Locale.ROOT, size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : "%.2f", figure);
    }
}
