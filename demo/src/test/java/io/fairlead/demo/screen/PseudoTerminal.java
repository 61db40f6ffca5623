package io.fairlead.demo.screen;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program on a terminal of its own, as util-linux' script makes one, and what it has written there. */
final class PseudoTerminal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private final Process process;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Thread reader = new Thread(this::read, "pseudo-terminal");

    /**
     * @param environment assignments for {@code env}
     */
    PseudoTerminal(int width, int height, List<String> environment, Class<?> program) throws IOException {
        String java = String.join(
                " ",
                "stty cols " + width + " rows " + height + ";",
                "exec env " + String.join(" ", environment),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "'",
                program.getName());
        process = new ProcessBuilder(SCRIPT.toString(), "-qec", java, "/dev/null")
                .redirectErrorStream(true)
                .start();
        reader.setDaemon(true);
        reader.start();
    }

    static boolean available() {
        return Files.isExecutable(SCRIPT);
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits until this has been written. */
    void awaitText(String text) {
        await().atMost(PATIENCE).until(() -> written().contains(text) || !process.isAlive());
    }

    /** Returns all that was written, once the program has ended. */
    String end() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("It goes on: " + written());
        }
        reader.join(PATIENCE);
        return written();
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    int exitCode() {
        return process.exitValue();
    }

    private void read() {
        try {
            process.getInputStream().transferTo(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
