package io.fairlead.bench.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that was started for a work, with the processes that it started. Closing it ends them. */
public final class Child implements AutoCloseable {

    private static final long LONGEST_END_SECONDS = 5;
    private static final int SHOWN = 300;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static Child start(String name, List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Child(name, process, log);
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns its number, and those of all that it started and what these did. */
    public List<Long> pids() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Returns all that it wrote, on standard output and standard error. */
    public String output() throws IOException {
        return Files.readString(log, UTF_8);
    }

    /**
     * Waits for its end.
     *
     * @throws IOException in one line for the user, where it takes longer than {@code longest} or exits with other than 0
     */
    public void awaitSuccess(Duration longest) throws IOException, InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("%s runs after %d s (expected: to end)".formatted(name, longest.toSeconds()));
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "%s: exit code %d (expected: 0): %s".formatted(name, process.exitValue(), lastWords()));
        }
    }

    /**
     * Checks that it still runs.
     *
     * @throws IOException in one line for the user, with what it said last, where it has ended
     */
    public void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("%s ended with exit code %d (expected: to run): %s"
                    .formatted(name, process.exitValue(), lastWords()));
        }
    }

    private String lastWords() throws IOException {
        String words = output().strip().replaceAll("\\s*\\n\\s*", "; ");
        return words.length() <= SHOWN ? words : "..." + words.substring(words.length() - SHOWN);
    }

    /** Ends it and all that it started, by SIGTERM, or where that takes longer than {@value #LONGEST_END_SECONDS} s by SIGKILL. */
    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        started.forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
