package io.fairlead.bench.idle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many connections a proxy may have, for each of which it has two files open. */
final class OpenFiles {

    private static final Pattern LIMIT = Pattern.compile("^Max open files\\s+(\\d+)\\s", Pattern.MULTILINE);

    /** For what else a process has open. */
    private static final int OTHERS = 400;

    private OpenFiles() {}

    /** Returns {@code wanted}, or how many the limit of this process, and so of those that it starts, allows for. */
    static int connections(int wanted) {
        try {
            return connections(wanted, Files.readString(Path.of("/proc/self/limits")));
        } catch (IOException e) {
            return wanted;
        }
    }

    static int connections(int wanted, String limits) {
        Matcher limit = LIMIT.matcher(limits);
        return limit.find() ? Math.min(wanted, (Integer.parseInt(limit.group(1)) - OTHERS) / 2) : wanted;
    }
}
