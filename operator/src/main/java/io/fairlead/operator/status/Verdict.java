package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

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

    /** Returns what {@code condition} says, empty where it has words that are not known here. */
    static Optional<Verdict> of(Condition condition) {
        try {
            return Optional.of(new Verdict(
                    Status.valueOf(condition.getStatus()),
                    Reason.valueOf(condition.getReason()),
                    condition.getMessage()));
        } catch (IllegalArgumentException anotherVersionsWord) {
            return Optional.empty();
        }
    }

    boolean isTrue() {
        return status == Status.True;
    }

    boolean isUnknown() {
        return status == Status.Unknown;
    }
}
