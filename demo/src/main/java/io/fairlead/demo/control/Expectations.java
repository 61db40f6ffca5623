package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a controller wrote and has not been told of yet. Until it has, what it knows is older than what it did, and to go by that would be to do it
 * again. What is not told of within half a minute was missed in between, and is expected no more.
 */
final class Expectations {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private record Expected(ObjectKey controller, boolean gone, Instant until) {}

    private final Clock clock;

    /** Guarded by this. */
    private final Map<ObjectKey, Expected> expected = new HashMap<>();

    Expectations(Clock clock) {
        this.clock = clock;
    }

    /** Says that {@code controller} is about to create an object. */
    synchronized void creates(ObjectKey controller, ObjectKey object) {
        expected.put(object, new Expected(controller, false, clock.instant().plus(LONGEST)));
    }

    /** Says that {@code controller} is about to delete an object. */
    synchronized void deletes(ObjectKey controller, ObjectKey object) {
        expected.put(object, new Expected(controller, true, clock.instant().plus(LONGEST)));
    }

    /** Says that it came to nothing. */
    synchronized void forget(ObjectKey object) {
        expected.remove(object);
    }

    /** Says that an object exists in this state. */
    synchronized void seen(HasMetadata object) {
        expected.computeIfPresent(
                ObjectKey.of(object), (key, what) -> what.gone() && !Owners.isLeaving(object) ? what : null);
    }

    /** Says that an object does not exist any more. */
    synchronized void gone(HasMetadata object) {
        forget(ObjectKey.of(object));
    }

    /** Returns how long what {@code controller} did may yet be unknown, empty where all of it is known. */
    synchronized Optional<Duration> pending(ObjectKey controller) {
        Instant now = clock.instant();
        expected.values().removeIf(what -> !now.isBefore(what.until()));
        return expected.values().stream()
                .filter(what -> what.controller().equals(controller))
                .map(what -> Duration.between(now, what.until()))
                .max(Duration::compareTo);
    }
}
