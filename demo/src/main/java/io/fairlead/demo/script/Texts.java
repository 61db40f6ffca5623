package io.fairlead.demo.script;

import java.time.Duration;
import java.util.Locale;

/** How the demo writes things. */
final class Texts {

    private Texts() {}

    /** Returns it in seconds with one digit after the point, such as {@code 4.2 s}. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** Returns a part of the whole, such as {@code 33%}. */
    static String percent(long part, long whole) {
        return Math.round(whole == 0 ? 0 : 100.0 * part / whole) + "%";
    }

    /** Returns how many calls failed between two moments, of how many, such as {@code 2 of 1,290 calls}. */
    static String failed(CallCounts before, CallCounts after) {
        return String.format(
                Locale.ROOT,
                "%,d of %s",
                after.failed() - before.failed(),
                count(after.sent() - before.sent(), "call"));
    }

    /** Returns how many there are of something, such as {@code 1 call} and {@code no calls}. */
    static String count(long number, String noun) {
        return (number == 0 ? "no" : String.format(Locale.ROOT, "%,d", number)) + " " + noun + (number == 1 ? "" : "s");
    }
}
