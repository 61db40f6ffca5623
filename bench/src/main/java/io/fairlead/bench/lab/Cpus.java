package io.fairlead.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which CPUs are whose: the proxy's is none of those that load it and answer it, where the machine has more than one.
 *
 * @param proxy numbers as the kernel counts
 * @param load those of the load generators and servers
 */
public record Cpus(List<Integer> proxy, List<Integer> load) {

    private static final Pattern ALLOWED = Pattern.compile("^Cpus_allowed_list:\\s*(\\S+)$", Pattern.MULTILINE);

    /** Returns what {@link #of} gives for the CPUs that this process may use. */
    static Cpus ofThisProcess() throws IOException {
        return of(allowed(Files.readString(Path.of("/proc/self/status"))));
    }

    /** Returns the CPUs of the line {@code Cpus_allowed_list} of {@code status}, such as {@code 0-2,5}. */
    static List<Integer> allowed(String status) {
        Matcher line = ALLOWED.matcher(status);
        if (!line.find()) {
            throw new IllegalArgumentException("%s (expected: a line Cpus_allowed_list)".formatted(status));
        }
        List<Integer> allowed = new ArrayList<>();
        for (String range : line.group(1).split(",", -1)) {
            String[] ends = range.split("-", 2);
            int last = Integer.parseInt(ends[ends.length - 1]);
            IntStream.rangeClosed(Integer.parseInt(ends[0]), last).forEach(allowed::add);
        }
        return allowed;
    }

    /** Gives the first of {@code allowed} to the proxy, the others to the load; where there is one, both have it. */
    public static Cpus of(List<Integer> allowed) {
        List<Integer> first = List.of(allowed.getFirst());
        return new Cpus(first, allowed.size() == 1 ? first : List.copyOf(allowed.subList(1, allowed.size())));
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
