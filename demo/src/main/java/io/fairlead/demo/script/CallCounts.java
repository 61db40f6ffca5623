package io.fairlead.demo.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of the calls until some moment.
 *
 * @param sent those that have ended, failed ones included
 * @param connections on how many connections they were made
 * @param answered how many each backend answered, by its pod's name
 * @param recent those that ended in the last half minute, in that order
 * @param failures those that failed, in the order of their ends; the last thousand at most
 * @param history how many ended in each full second of the last two minutes, the latest last
 */
record CallCounts(
        long sent,
        long failed,
        int connections,
        Map<String, Long> answered,
        List<Call> recent,
        List<Call> failures,
        List<Integer> history) {

    /** There was none yet. */
    static final CallCounts NONE = new CallCounts(0, 0, 0, Map.of(), List.of(), List.of(), List.of());

    private static final Duration SECOND = Duration.ofSeconds(1);

    CallCounts {
        answered = Map.copyOf(answered);
        recent = List.copyOf(recent);
        failures = List.copyOf(failures);
        history = List.copyOf(history);
    }

    /** Returns how many were answered. */
    long succeeded() {
        return sent - failed;
    }

    /** Returns those of the last half minute that were answered on connections that were asked for, or, where they share one, that began at {@code since} or later. */
    Stream<Call> answeredOnConnectionsSince(Duration since) {
        return recent.stream()
                .filter(call -> call.backend() != null && call.opened().compareTo(since) >= 0);
    }

    /** Returns how many ended in the last second before {@code now}. */
    int perSecond(Duration now) {
        return (int) lastSecond(now).count();
    }

    /** Returns how many {@code backend} answered in the last second before {@code now}. */
    int perSecond(Duration now, @Nullable String backend) {
        return (int) lastSecond(now)
                .filter(call -> call.backend() != null && call.backend().equals(backend))
                .count();
    }

    private Stream<Call> lastSecond(Duration now) {
        Duration since = now.minus(SECOND);
        return recent.stream().filter(call -> call.ended().compareTo(since) > 0);
    }
}
