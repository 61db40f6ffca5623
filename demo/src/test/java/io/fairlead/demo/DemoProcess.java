package io.fairlead.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The demo as a process of its own, with a folder of the test's for all of its files. */
final class DemoProcess implements AutoCloseable {

    private static final long LONGEST_SECONDS = 60;

    private final Process process;
    private final Path temporary;
    private final Path out;
    private final Path err;

    /**
     * Starts it.
     *
     * @param folder an empty folder
     * @param program what runs it, such as a JVM with its options
     */
    DemoProcess(Path folder, List<String> program, String... arguments) throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp")).toRealPath();
        out = folder.resolve("out");
        err = folder.resolve("err");
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command.stream()
                        .map(word -> word.replace("TEMPORARY", temporary.toString()))
                        .toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Returns a JVM on this test's class path, with {@code options}, that keeps its files in the folder of the test. */
    static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("@src/main/jvm/demo.options", "-Djava.io.tmpdir=TEMPORARY"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits for its end, and returns the exit code. */
    int exit() throws InterruptedException {
        assertThat(process.waitFor(LONGEST_SECONDS, SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    List<String> out() {
        return lines(out);
    }

    List<String> err() {
        return lines(err);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder that it has its own folder in. */
    Path temporary() {
        return temporary;
    }

    /** Returns its pods' processes, and what watches over its folder. */
    List<ProcessHandle> others() {
        return ProcessHandle.allProcesses()
                .filter(other -> other.pid() != process.pid())
                .filter(other -> isBelow(other) || isNamedIn(other))
                .toList();
    }

    /** Returns its pods' processes. */
    List<ProcessHandle> pods() {
        return ProcessHandle.allProcesses().filter(this::isBelow).toList();
    }

    private boolean isBelow(ProcessHandle other) {
        try {
            return Path.of("/proc", Long.toString(other.pid()), "cwd")
                    .toRealPath()
                    .startsWith(temporary);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isNamedIn(ProcessHandle other) {
        return Stream.of(other.info().arguments().orElse(new String[0])).anyMatch(temporary.toString()::equals);
    }

    /** Fails where it is still there, or one of its processes or files is. */
    void assertNothingIsLeft() {
        assertThat(process.isAlive()).isFalse();
        assertThat(others()).isEmpty();
        assertThat(temporary).isEmptyDirectory();
    }

    /** Ends it in any case. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
