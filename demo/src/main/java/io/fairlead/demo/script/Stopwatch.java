package io.fairlead.demo.script;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The demo's clock: what it tells is how long it has been since it was made. */
final class Stopwatch {

    private final LongSupplier nanoTime;
    private final long started;

    /** Starts it; {@code nanoTime} is as {@link System#nanoTime}. */
    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        started = nanoTime.getAsLong();
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - started);
    }
}
