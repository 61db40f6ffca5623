package io.fairlead.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of processes that is in RAM, as {@code VmRSS} in /proc has it. */
public final class ResidentMemory {

    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);
    private static final int KIB = 1024;

    private ResidentMemory() {}

    /** Returns that of the processes {@code pids} together, in bytes; what they share counts for each. */
    public static long read(List<Long> pids) throws IOException {
        long sum = 0;
        for (long pid : pids) {
            sum += parse(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        }
        return sum;
    }

    /** {@code status}: of a process that has not ended. */
    static long parse(String status) {
        Matcher matcher = RESIDENT.matcher(status);
        if (!matcher.find()) {
            throw new IllegalArgumentException("%s (expected: a line VmRSS)".formatted(status));
        }
        return Long.parseLong(matcher.group(1)) * KIB;
    }
}
