package io.fairlead.demo.screen;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Numbers {

    private Numbers() {}

    /** With commas between thousands. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 connection}, {@code 1,234 connections}. */
    static String connections(int number) {
        return count(number) + (number == 1 ? " connection" : " connections");
    }

    /** A part of the whole in per cent; nothing of nothing is 0 %. */
    static String percent(long part, long whole) {
        return Math.round(whole == 0 ? 0 : 100.0 * part / whole) + "%";
    }

    /** Minutes and seconds, {@code 0:23}; with hours where there are, {@code 1:02:03}. */
    static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    /** Seconds to a tenth, {@code 23.4s}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%d.%ds", time.toSeconds(), time.toMillisPart() / 100);
    }
}
