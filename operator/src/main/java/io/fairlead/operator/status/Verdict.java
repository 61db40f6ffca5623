package io.fairlead.operator.status;

/**
 * What a condition says at a moment, before it is known when that began.
 *
 * @param message for a person: names the object, the value, and what to do
 */
record Verdict(Status status, Reason reason, String message) {

    /** The statuses that Kubernetes' conditions have. */
    enum Status {
        True,
        False,
        Unknown
    }

    static Verdict yes(Reason reason, String message) {
        return new Verdict(Status.True, reason, message);
    }

    static Verdict no(Reason reason, String message) {
        return new Verdict(Status.False, reason, message);
    }

    static Verdict unknown(Reason reason, String message) {
        return new Verdict(Status.Unknown, reason, message);
    }

    boolean isTrue() {
        return status == Status.True;
    }

    boolean isFalse() {
        return status == Status.False;
    }
}
