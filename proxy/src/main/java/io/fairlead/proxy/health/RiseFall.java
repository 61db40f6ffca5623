package io.fairlead.proxy.health;

/**
 * Whether an endpoint is up, by its probes' results: HAProxy's counter. It runs from 0 to {@code rise + fall - 1}, and from {@code rise}
 * on the endpoint is up. A failure takes it one down, a success one up; but a failure that leaves it below {@code rise} takes it to 0, and
 * a success that leaves it at {@code rise} or above to the top. So it takes {@code fall} failures, or {@code rise} successes, in a row to
 * turn it.
 *
 * @param rise successes in a row that bring it up, 1 or more
 * @param fall failures in a row that take it down, 1 or more
 * @param health the counter
 */
record RiseFall(int rise, int fall, int health) {

    /** An endpoint that counts as up until its first probe fails. */
    static RiseFall unproven(int rise, int fall) {
        return new RiseFall(rise, fall, rise);
    }

    boolean up() {
        return health >= rise;
    }

    /** Whether no failure counts against it. */
    boolean fullyUp() {
        return health == highest();
    }

    /** Whether no success counts for it. */
    boolean fullyDown() {
        return health == 0;
    }

    RiseFall after(boolean success) {
        return new RiseFall(rise, fall, success ? raised() : lowered());
    }

    private int raised() {
        int next = Math.min(health + 1, highest());
        return next >= rise ? highest() : next;
    }

    private int lowered() {
        int next = Math.max(health - 1, 0);
        return next < rise ? 0 : next;
    }

    /** Returns what is down until {@code rise} successes in a row. */
    RiseFall down() {
        return new RiseFall(rise, fall, 0);
    }

    /** Returns what two failures in a row take down, where more were needed. */
    RiseFall nearDeath() {
        return new RiseFall(rise, fall, Math.min(health, rise + 1));
    }

    private int highest() {
        return rise + fall - 1;
    }

    /** Goes on with other thresholds: what is up stays up, what is down stays down, either as if it had just become so. */
    RiseFall with(int newRise, int newFall) {
        return new RiseFall(newRise, newFall, up() ? newRise + newFall - 1 : 0);
    }
}
