package io.fairlead.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long each CPU of the machine was busy since it started, as /proc/stat has it: in ticks of 10 ms, interrupts included, time that a
 * hypervisor took not.
 */
public final class CpuTimes {

    private static final Path STAT = Path.of("/proc/stat");
    private static final long MILLIS_A_TICK = 10;
    private static final Pattern LINE = Pattern.compile(
            "^cpu(\\d+) (?<user>\\d+) (?<nice>\\d+) (?<system>\\d+) \\d+ \\d+ (?<irq>\\d+) (?<softirq>\\d+)",
            Pattern.MULTILINE);
    private static final List<String> BUSY = List.of("user", "nice", "system", "irq", "softirq");

    private final Map<Integer, Duration> busy;

    private CpuTimes(Map<Integer, Duration> busy) {
        this.busy = busy;
    }

    /** Returns those of now. */
    public static CpuTimes read() throws IOException {
        return parse(Files.readString(STAT));
    }

    static CpuTimes parse(String stat) {
        Map<Integer, Duration> busy = new HashMap<>();
        Matcher line = LINE.matcher(stat);
        while (line.find()) {
            long ticks = BUSY.stream()
                    .mapToLong(name -> Long.parseLong(line.group(name)))
                    .sum();
            busy.put(Integer.valueOf(line.group(1)), Duration.ofMillis(ticks * MILLIS_A_TICK));
        }
        return new CpuTimes(busy);
    }

    /** Returns for how long all CPUs have been busy since {@code earlier}, together. */
    public Duration since(CpuTimes earlier) {
        return since(earlier, List.copyOf(busy.keySet()));
    }

    /** Returns for how long {@code cpus} have been busy since {@code earlier}, together. */
    public Duration since(CpuTimes earlier, List<Integer> cpus) {
        return cpus.stream()
                .map(cpu -> busy.getOrDefault(cpu, Duration.ZERO).minus(earlier.busy.getOrDefault(cpu, Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
