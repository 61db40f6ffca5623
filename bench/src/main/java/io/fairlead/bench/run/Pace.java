package io.fairlead.bench.run;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param quick whether only to show that all runs
 * @param rounds at least 1
 * @param warmUp of each contestant, before the first round
 * @param round of each contestant, for works whose length is a time
 */
public record Pace(boolean quick, int rounds, Duration warmUp, Duration round) {

    /** Returns that of figures that count. */
    public static Pace full(int rounds) {
        return new Pace(false, rounds, Duration.ofSeconds(10), Duration.ofSeconds(3));
    }

    /** Returns that of a smoke test. */
    public static Pace quick(int rounds) {
        return new Pace(true, rounds, Duration.ofMillis(200), Duration.ofMillis(500));
    }
}
