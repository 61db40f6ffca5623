package io.fairlead.bench.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which CPUs are whose: the proxy's is none of those that load it and answer it, where the machine has more than one.
 *
 * @param proxy numbers as the kernel counts
 * @param load those of the load generators and servers
 */
public record Cpus(List<Integer> proxy, List<Integer> load) {

    /** Returns what {@link #of} gives for the CPUs that this process may use. */
    static Cpus ofThisMachine() {
        return of(Runtime.getRuntime().availableProcessors());
    }

    /** Gives the first of {@code count} CPUs to the proxy, the others to the load; where there is one, both have it. */
    public static Cpus of(int count) {
        return count == 1
                ? new Cpus(List.of(0), List.of(0))
                : new Cpus(List.of(0), IntStream.range(1, count).boxed().toList());
    }

    /** Whether the proxy has a CPU of its own. */
    public boolean apart() {
        return !proxy.equals(load);
    }

    /** Returns what runs {@code command}, as the same process, on {@code cpus} alone. */
    static List<String> pin(List<Integer> cpus, List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "--cpu-list", list(cpus)));
        pinned.addAll(command);
        return pinned;
    }

    /** Returns what moves all threads of the process {@code pid} to {@code cpus}. */
    static List<String> move(List<Integer> cpus, long pid) {
        return List.of("taskset", "--all-tasks", "--cpu-list", "--pid", list(cpus), Long.toString(pid));
    }

    private static String list(List<Integer> cpus) {
        return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
