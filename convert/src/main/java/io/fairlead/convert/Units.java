package io.fairlead.convert;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers, times and sizes as HAProxy writes them. */
final class Units {

    static final String TIME = "a time such as 500, 500ms, 5s or 1m, of at most 24 days";
    static final String SIZE = "a number such as 1000, 100k or 1m";
    static final String MILLISECONDS = "ms";
    static final String SECONDS = "s";

    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,18})(us|ms|s|m|h|d)?");
    private static final Pattern WITH_SIZE = Pattern.compile("([0-9]{1,9})([kKmMgG])?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,10}");
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private Units() {}

    /** Returns a time, rounded up to milliseconds; {@code null} for 0. */
    static @Nullable Duration time(Word word, String what, String usualUnit) throws DirectiveException {
        Matcher matcher = WITH_UNIT.matcher(word.text());
        if (!matcher.matches()) {
            throw DirectiveException.fault(word, what, TIME);
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? usualUnit : matcher.group(2);
        if (amount == 0) {
            return null;
        }
        if (amount > LONGEST.toNanos() / 1000) {
            throw DirectiveException.fault(word, what, TIME);
        }
        Duration time = switch (unit) {
            case "us" -> Duration.ofMillis((amount + 999) / 1000);
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        if (time.compareTo(LONGEST) > 0) {
            throw DirectiveException.fault(word, what, TIME);
        }
        return time;
    }

    /** Returns a size; k, m and g are powers of 1024. */
    static long size(Word word, String what) throws DirectiveException {
        Matcher matcher = WITH_SIZE.matcher(word.text());
        if (!matcher.matches()) {
            throw DirectiveException.fault(word, what, SIZE);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2) == null ? "" : matcher.group(2)) {
            case "k", "K" -> amount << 10;
            case "m", "M" -> amount << 20;
            case "g", "G" -> amount << 30;
            default -> amount;
        };
    }

    /** Returns a whole number from {@code least} to {@code most}. */
    static int number(Word word, String what, int least, int most) throws DirectiveException {
        if (WHOLE.matcher(word.text()).matches()) {
            long number = Long.parseLong(word.text());
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw DirectiveException.fault(word, what, range(least, most));
    }

    static String range(int least, int most) {
        return most == Integer.MAX_VALUE ? "a whole number, at least " + least : "%d-%d".formatted(least, most);
    }
}
