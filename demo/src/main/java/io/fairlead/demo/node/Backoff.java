package io.fairlead.demo.node;

import java.time.Duration;

/** How long a container waits before it is started again: not at all at first, then twice as long each time, up to five minutes. */
final class Backoff {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Duration initial;
    private Duration next = Duration.ZERO;

    /** Takes what the second wait is; the first is none. */
    Backoff(Duration initial) {
        this.initial = initial;
    }

    Duration next() {
        Duration wait = next;
        Duration doubled = wait.isZero() ? initial : wait.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }

    /** Begins anew, as after a container ran for long. */
    void reset() {
        next = Duration.ZERO;
    }
}
