package io.fairlead.bench.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** What the process that measures sets for itself, and so for all that it starts. */
final class ThisProcess {

    /** Enough for 10,000 connections, each of which has two ends in a proxy. */
    private static final int FILES = 65_536;

    private ThisProcess() {}

    /** Moves it to {@code cpus}. */
    static void moveTo(List<Integer> cpus) throws IOException, InterruptedException {
        Process moving = run(Cpus.move(cpus, ProcessHandle.current().pid()));
        String said = new String(moving.getInputStream().readAllBytes(), UTF_8);
        if (moving.waitFor() != 0) {
            throw new IOException(
                    "taskset: %s (expected: to move this process to CPU %s)".formatted(said.strip(), cpus));
        }
    }

    /** Allows so many files as connections need, where it has the right to; what then lacks them says so itself. */
    static void allowFiles() throws IOException, InterruptedException {
        run(List.of(
                        "prlimit",
                        "--pid",
                        Long.toString(ProcessHandle.current().pid()),
                        "--nofile=" + FILES + ":" + FILES))
                .waitFor();
    }

    private static Process run(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
