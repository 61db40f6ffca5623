package io.fairlead.demo.process;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReapedFolderTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    private Path parent;

    private @Nullable Process started;

    @AfterEach
    void end() {
        if (started != null) {
            started.destroyForcibly();
        }
    }

    @Test
    void isItsOwnersAlone() throws IOException {
        // When
        try (ReapedFolder folder = ReapedFolder.create(parent)) {

            // Then
            assertThat(folder.path()).isDirectory().hasParent(parent.toRealPath());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void leavesNeitherFilesNorProcessesWhenItIsClosed() throws IOException {
        // Given
        ReapedFolder folder = ReapedFolder.create(parent);
        Path below = Files.createDirectories(folder.path().resolve("a b/c"));
        Files.writeString(below.resolve("file"), "text");
        Process process = sleep(below);

        // When
        folder.close();

        // Then
        assertThat(parent).isEmptyDirectory();
        await().atMost(LONGEST).until(() -> !process.isAlive());
    }

    @Test
    void leavesProcessesThatRunElsewhere() throws IOException {
        // Given
        ReapedFolder folder = ReapedFolder.create(parent);
        Path other = Files.createDirectory(Path.of(folder.path() + "-other"));
        Process process = sleep(other);

        // When
        folder.close();

        // Then
        assertThat(other).isDirectory();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void leavesNothingWhenItsProcessIsKilled() throws Exception {
        // Given
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FolderOwner.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started = owner;
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(owner.inputReader().readLine())).orElseThrow();

        // When
        owner.destroyForcibly();

        // Then
        await().atMost(LONGEST).untilAsserted(() -> {
            assertThat(process.isAlive()).isFalse();
            assertThat(parent).isEmptyDirectory();
        });
    }

    @Test
    void isReapedEvenAfterTheSignalsOfATerminal() throws Exception {
        // Given
        ReapedFolder folder = ReapedFolder.create(parent);
        long reaper = ProcessHandle.current()
                .children()
                .filter(child ->
                        child.info().arguments().map(List::of).orElse(List.of()).contains(parent.toString()))
                .findFirst()
                .orElseThrow()
                .pid();
        for (String signal : List.of("INT", "HUP", "TERM", "QUIT")) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(reaper))
                    .start()
                    .waitFor(1, MINUTES);
        }

        // When
        folder.close();

        // Then
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void saysWhereNoneCanBeMade() {
        // When Then
        Path missing = parent.resolve("missing");
        assertThatIOException()
                .isThrownBy(() -> ReapedFolder.create(missing))
                .withMessage(missing + " (expected: a folder in which others can be made)");
    }

    private Process sleep(Path folder) throws IOException {
        Process process =
                new ProcessBuilder("sleep", "1000").directory(folder.toFile()).start();
        started = process;
        return process;
    }
}
