package io.fairlead.operator.status;

import org.jspecify.annotations.Nullable;

/** Text that others wrote, made fit to stand in a status: one line, and bounded. */
final class Text {

    /** The length of a condition's message, in characters; an Event's may have 1024. */
    static final int MESSAGE = 1000;

    /** The length of what is quoted within a message. */
    static final int QUOTE = 300;

    /** The length of an IP address, in characters: IPv6 that ends as IPv4. */
    static final int ADDRESS = 45;

    /** The length of a server's name, in characters. */
    static final int NAME = 63;

    private static final String CUT = "...";

    private Text() {}

    /** Returns {@code text} with white space and control characters made single blanks, cut to {@code length} characters. */
    static String line(String text, int length) {
        String line = text.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029]+", " ").strip();
        if (line.length() <= length) {
            return line;
        }
        int end = length - CUT.length();
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** Returns {@code text} as it stands within a sentence: bounded, on one line, and with no full stop. */
    static String quote(String text) {
        return line(text, QUOTE).replaceAll("[.\\s]+$", "");
    }

    /** Returns {@code reason (message)}, as much of it as there is, with no full stop. */
    static String because(@Nullable String reason, @Nullable String message) {
        String why = message == null || message.isBlank() ? "" : quote(message);
        if (reason == null || reason.isBlank()) {
            return why.isEmpty() ? "no reason is given" : why;
        }
        return why.isEmpty() ? reason : reason + " (" + why + ")";
    }
}
