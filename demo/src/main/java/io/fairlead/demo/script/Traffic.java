package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be said of calls that were answered, and for which a backend was picked at some moment or later. */
final class Traffic {

    /** So many calls that an even spread of their connections shows. */
    private static final int ENOUGH = 48;

    private final List<Call> calls;

    Traffic(CallCounts counts, Duration since) {
        calls = counts.answeredOnConnectionsSince(since).toList();
    }

    int size() {
        return calls.size();
    }

    /** Returns those of {@code backends} that have less than half of an even share; all while there are not enough calls to say. */
    List<String> lacking(Collection<Pod> backends) {
        Stream<String> names = backends.stream().map(pod -> pod.getMetadata().getName());
        if (calls.size() < ENOUGH) {
            return names.toList();
        }
        Map<String, Long> answered = answered();
        double least = 0.5 * calls.size() / backends.size();
        return names.filter(name -> answered.getOrDefault(name, 0L) < least).toList();
    }

    /** Returns the part that each of {@code backends} has, such as {@code 34%, 33%, 33%}. */
    String shares(Collection<Pod> backends) {
        Map<String, Long> answered = answered();
        return backends.stream()
                .map(pod -> answered.getOrDefault(pod.getMetadata().getName(), 0L))
                .map(count -> Texts.percent(count, calls.size()))
                .collect(Collectors.joining(", "));
    }

    private Map<String, Long> answered() {
        return calls.stream().collect(Collectors.groupingBy(Call::backend, Collectors.counting()));
    }

    /** Returns how many connections, or calls where they share one, the client has had an answer on that has had the fewest; 0 where a client of {@code clients} had none. */
    int fewestConnections(int clients) {
        Map<Integer, Set<Duration>> connections = calls.stream()
                .collect(Collectors.groupingBy(Call::client, Collectors.mapping(Call::opened, Collectors.toSet())));
        return connections.size() < clients
                ? 0
                : connections.values().stream().mapToInt(Set::size).min().orElse(0);
    }

    /** Returns the backends that each client has had answers from. */
    Map<Integer, Set<String>> backendsOfClients() {
        return calls.stream()
                .collect(Collectors.groupingBy(
                        Call::client, Collectors.mapping(Call::backend, Collectors.toCollection(TreeSet::new))));
    }
}
