package io.fairlead.demo.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * kubectl, with a home, a cache and a kubeconfig of its own: this machine's, or else the one that {@code .ci/manifests} unpacks.
 *
 * @param namespace of what is not said to be in another
 */
public record Kubectl(Path binary, Path home, Path kubeconfig, String namespace) {

    /** Why tests are skipped. */
    public static final String NONE = "no kubectl on this machine";

    private static final Path UNPACKED = Path.of("../target/ci/kubectl/usr/bin");
    private static final long LONGEST_SECONDS = 120;

    /** What it said, and how it ended. */
    public record Result(int exit, String out, String err) {

        /** Returns what it said of success; fails where it failed. */
        public String succeeded() {
            assertThat(exit).as(err).isZero();
            return out;
        }

        /** Returns what it said of its failure; fails where it succeeded. */
        public String failed() {
            assertThat(exit).as(out).isEqualTo(1);
            return err;
        }
    }

    /** Returns the program; skips the test where there is none. */
    public static Path find() {
        Optional<Path> found = program();
        assumeTrue(found.isPresent(), NONE);
        return found.get();
    }

    /** Returns the program; empty where there is none. */
    public static Optional<Path> program() {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                                .map(Path::of),
                        Stream.of(UNPACKED))
                .map(folder -> folder.resolve("kubectl").toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }

    public Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    /** Runs it with more variables in its environment. */
    public Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        ProcessBuilder builder = builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("kubectl %s ends", List.of(arguments)).isTrue();
        return new Result(process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    /** Starts it, and leaves it running. */
    public Process start(String... arguments) throws IOException {
        return builder(arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(binary.toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of("--cache-dir", home.resolve("cache").toString(), "--namespace", namespace));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("KUBECONFIG");
        return builder;
    }
}
