package io.fairlead.bench.idle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that is a JVM, as jcmd of the JDK at hand reaches it. */
final class Jvm {

    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)\\s*$", Pattern.MULTILINE);

    private final Path jcmd;
    private final long pid;

    private Jvm(Path jcmd, long pid) {
        this.jcmd = jcmd;
        this.pid = pid;
    }

    /** Returns the first of the processes {@code pids} that is one, where there is one, and a jcmd. */
    static Optional<Jvm> among(List<Long> pids) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return Files.isExecutable(jcmd)
                ? pids.stream()
                        .filter(Jvm::isJava)
                        .map(pid -> new Jvm(jcmd, pid))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isJava(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe"))
                    .endsWith("java");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Has it collect all garbage, and returns how many bytes of its heap are in use then.
     *
     * @throws IOException in one line for the user, where jcmd does not reach it
     */
    long collect() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return total(said);
    }

    static long total(String histogram) throws IOException {
        Matcher matcher = TOTAL.matcher(histogram);
        if (!matcher.find()) {
            throw new IOException("jcmd: %s (expected: a line Total)".formatted(histogram.strip()));
        }
        return Long.parseLong(matcher.group(1));
    }
}
