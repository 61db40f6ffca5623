package io.fairlead.demo.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** How long ago things were, as kubectl says it: in one unit, or in two where the first is small. */
record Ages(Instant now) {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;

    /** Returns how long ago a time was, {@code <unknown>} where there is none, and {@code <invalid>} where it is none. */
    String since(JsonNode time) {
        if (time.isMissingNode() || time.isNull() || time.asText().isEmpty()) {
            return "<unknown>";
        }
        try {
            return text(Duration.between(OffsetDateTime.parse(time.asText()).toInstant(), now)
                    .toSeconds());
        } catch (DateTimeException e) {
            return "<invalid>";
        }
    }

    /** What is at most a second ahead is the clocks' difference. */
    private static String text(long seconds) {
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 2 * MINUTE) {
            return Math.max(0, seconds) + "s";
        }
        if (seconds < 10 * MINUTE) {
            return text(seconds, MINUTE, "m", 1, "s");
        }
        if (seconds < 3 * HOUR) {
            return seconds / MINUTE + "m";
        }
        if (seconds < 8 * HOUR) {
            return text(seconds, HOUR, "h", MINUTE, "m");
        }
        if (seconds < 2 * DAY) {
            return seconds / HOUR + "h";
        }
        if (seconds < 8 * DAY) {
            return text(seconds, DAY, "d", HOUR, "h");
        }
        if (seconds < 2 * YEAR) {
            return seconds / DAY + "d";
        }
        return seconds < 8 * YEAR ? text(seconds, YEAR, "y", DAY, "d") : seconds / YEAR + "y";
    }

    private static String text(long seconds, long large, String largeUnit, long small, String smallUnit) {
        long rest = seconds % large / small;
        return seconds / large + largeUnit + (rest == 0 ? "" : rest + smallUnit);
    }
}
