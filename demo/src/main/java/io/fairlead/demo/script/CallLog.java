package io.fairlead.demo.script;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts calls, from whatever threads they are. */
final class CallLog {

    private static final Duration RECENT = Duration.ofSeconds(30);
    private static final int FAILURES = 1_000;
    private static final int HISTORY_SECONDS = 120;

    /** All are guarded by this. */
    private final Map<String, Long> answered = new HashMap<>();

    private final Deque<Call> recent = new ArrayDeque<>();
    private final Deque<Call> failures = new ArrayDeque<>();

    /** How many ended in the second whose number is the key, counted from the clock's start. */
    private final Map<Long, Integer> seconds = new HashMap<>();

    private long sent;
    private long failed;
    private int connections;

    synchronized void add(Call call) {
        sent++;
        if (call.backend() == null) {
            failed++;
            failures.addLast(call);
            if (failures.size() > FAILURES) {
                failures.removeFirst();
            }
        } else {
            answered.merge(call.backend(), 1L, Long::sum);
        }
        recent.addLast(call);
        seconds.merge(call.ended().toSeconds(), 1, Integer::sum);
    }

    /** Takes how many connections calls were made on so far; fewer than before are nothing new. */
    synchronized void connections(int count) {
        connections = Math.max(connections, count);
    }

    /** Returns what was counted, as it is at {@code now}. */
    synchronized CallCounts counts(Duration now) {
        Duration since = now.minus(RECENT);
        recent.removeIf(call -> call.ended().compareTo(since) < 0);
        return new CallCounts(
                sent, failed, connections, answered, new ArrayList<>(recent), new ArrayList<>(failures), history(now));
    }

    private List<Integer> history(Duration now) {
        long first = Math.max(0, now.toSeconds() - HISTORY_SECONDS);
        seconds.keySet().removeIf(second -> second < first);
        List<Integer> history = new ArrayList<>();
        for (long second = first; second < now.toSeconds(); second++) {
            history.add(seconds.getOrDefault(second, 0));
        }
        return history;
    }
}
