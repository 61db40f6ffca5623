package io.fairlead.convert;

import java.util.Set;

/**
 * The words that say what a directive is about.
 *
 * @param text such as {@code option tcplog} or {@code maxconn}
 * @param negated whether {@code no} is before them, or {@code default}, which of options means the same where nothing is inherited
 * @param words how many words these are
 */
record Keyword(String text, boolean negated, int words) {

    private static final Set<String> OF_TWO_WORDS = Set.of(
            "option",
            "timeout",
            "tcp-check",
            "tcp-request",
            "tcp-response",
            "stick",
            "stats",
            "capture",
            "persist",
            "monitor",
            "http-check");
    private static final Set<String> NEGATING = Set.of("no", "default");

    static Keyword of(Directive directive) {
        boolean negated =
                NEGATING.contains(directive.text(0)) && directive.words().size() > 1;
        int first = negated ? 1 : 0;
        int words = OF_TWO_WORDS.contains(directive.text(first))
                        && directive.words().size() > first + 1
                ? 2
                : 1;
        StringBuilder text = new StringBuilder(directive.text(first));
        if (words == 2) {
            text.append(' ').append(directive.text(first + 1));
        }
        return new Keyword(text.toString(), negated, first + words);
    }
}
