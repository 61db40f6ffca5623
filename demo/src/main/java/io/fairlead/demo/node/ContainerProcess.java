package io.fairlead.demo.node;

import io.fairlead.demo.process.Sessions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A process that stands for a container. Of this machine's environment it gets the {@code PATH} alone. */
final class ContainerProcess {

    private static final File NOTHING = new File("/dev/null");

    private final Process process;

    private ContainerProcess(Process process) {
        this.process = process;
    }

    /** Starts it in {@code folder}, in a session of its own; what it says is added to the file {@code log}. */
    static ContainerProcess start(List<String> command, Map<String, String> environment, Path folder, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Sessions.own(command))
                .directory(folder.toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        return new ContainerProcess(builder.start());
    }

    /** Completes with the exit code when it has ended; 128 and the signal's number where a signal ended it. */
    CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL, to its children too. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
