package io.fairlead.demo.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A folder that outlives this process in no case: a process that does deletes it, and kills all processes that have their working
 * directory below it, whether it is closed, or this process ends without a word. Only its owner can read it.
 */
public final class ReapedFolder implements AutoCloseable {

    private static final long LONGEST_END_SECONDS = 5;

    private final Process reaper;
    private final Path path;

    private ReapedFolder(Process reaper, Path path) {
        this.reaper = reaper;
        this.path = path;
    }

    /**
     * Creates one of a name of its own.
     *
     * @param parent where
     * @throws IOException with one line for the user, where it cannot be made
     */
    public static ReapedFolder create(Path parent) throws IOException {
        Process reaper = new ProcessBuilder(
                        Sessions.own(List.of("sh", "-c", script(), "fairlead-demo", parent.toString())))
                .start();
        BufferedReader answer = reaper.inputReader(UTF_8);
        String path = answer.readLine();
        if (path == null) {
            reaper.destroyForcibly();
            throw new IOException("%s (expected: a folder in which others can be made)".formatted(parent));
        }
        return new ReapedFolder(reaper, Path.of(path));
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(ReapedFolder.class.getResourceAsStream("reaper.sh"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    public Path path() {
        return path;
    }

    /** Kills and deletes; returns when nothing is left, or after {@value #LONGEST_END_SECONDS} s, when it is still being done. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            reaper.getOutputStream().close();
            reaper.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
