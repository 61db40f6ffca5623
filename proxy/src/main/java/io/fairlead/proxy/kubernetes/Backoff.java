package io.fairlead.proxy.kubernetes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time, up to a longest time, and each a random part of its second half less,
 * so that many proxies do not ask at the same moment. Used on one thread.
 */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    /** Creates one that begins with {@code first}, which is more than a microsecond. */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        next = first;
    }

    /** Returns how long to wait this time. */
    public Duration next() {
        Duration delay = next;
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        return delay.minusNanos(random.nextLong(delay.toNanos() / 2));
    }

    /** Begins with the first delay again. */
    public void reset() {
        next = first;
    }
}
