package io.fairlead.demo.control;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as Kubernetes writes them, in whole seconds. */
final class Times {

    private Times() {}

    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
