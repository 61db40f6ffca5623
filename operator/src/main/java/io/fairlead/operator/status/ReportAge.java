package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Whether a report is recent enough to go by. A proxy confirms its report every minute. */
final class ReportAge {

    /** How old a report may be: three confirmations. */
    static final Duration STALE_AFTER = Duration.ofMinutes(3);

    /** How far the clock of a proxy's node may be ahead of the operator's. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** The last moment that RFC 3339 can write. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private ReportAge() {}

    /** Returns why the report is not to be gone by, as the end of a sentence that begins with it; {@code null} where it is. */
    static @Nullable String fault(ProxyReportStatus report, Instant now) {
        Instant renewed = parse(report.renewTime());
        if (renewed == null) {
            return "has no renewTime that can be read";
        }
        if (renewed.isBefore(now.minus(STALE_AFTER))) {
            return "was last confirmed at " + renewed;
        }
        if (renewed.isAfter(now.plus(CLOCK_SKEW))) {
            return "has a renewTime in the future, " + renewed + ": check the clock of the pod's node";
        }
        return null;
    }

    /** Returns the time that {@code text} is in RFC 3339, {@code null} where it is none, or one that nobody can have meant. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(text);
            return time.isBefore(Instant.EPOCH) || time.isAfter(LATEST) ? null : time;
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }
}
