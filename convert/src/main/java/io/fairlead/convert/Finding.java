package io.fairlead.convert;

import java.util.Comparator;

/**
 * What is to be said of a line.
 *
 * @param line from 1; 0 for the file as a whole
 * @param column from 1; 0 for the line as a whole
 */
record Finding(int line, int column, Kind kind, String text) implements Comparable<Finding> {

    /** How much it matters. */
    enum Kind {
        /** The file is not what HAProxy takes: nothing is printed. */
        FAULT,
        /** A directive is left out, or does not do quite the same. */
        LEFT_OUT,
        /** A directive is left out, and nothing is lost by it. */
        NOTE
    }

    private static final Comparator<Finding> ORDER = Comparator.comparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::text)
            .thenComparing(Finding::kind);

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** Returns the line that says it of {@code file}. */
    String in(String file) {
        StringBuilder said = new StringBuilder(file);
        if (line > 0) {
            said.append(':').append(line);
        }
        if (column > 0) {
            said.append(':').append(column);
        }
        said.append(": ");
        if (kind == Kind.NOTE) {
            said.append("note: ");
        }
        return said.append(text).toString();
    }
}
