package io.fairlead.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LabTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private Lab lab;

    @BeforeEach
    void open() throws IOException {
        // It leaves the CPUs of the tests' own process alone.
        lab = Lab.on(Cpus.of(List.of(0)));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void closingItLeavesNoProcessAndNoFile() throws IOException {
        // Given
        Path folder = lab.folder();
        Child shell = lab.startProxy("shell", List.of("sh", "-c", "sleep 1000 & sleep 1000; true"));
        await().atMost(LONG).until(() -> shell.pids().size() == 3);
        List<Long> started = shell.pids();

        // When
        lab.close();

        // Then
        await().atMost(LONG).until(() -> started.stream().noneMatch(LabTest::runs));
        assertThat(folder).doesNotExist();
    }

    /** A process that nobody has waited for yet runs no more. */
    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void whatIgnoresBeingToldToEndIsKilled() throws IOException, InterruptedException {
        // Given
        Child stubborn =
                lab.startLoad("stubborn", List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"));
        await().atMost(LONG).until(() -> stubborn.output().contains("ready"));

        // When
        stubborn.close();

        // Then
        assertThat(runs(stubborn.pid())).isFalse();
    }

    @Test
    void aToolThatFailsIsNamedWithWhatItSaid() throws IOException {
        // Given
        Child tool = lab.startLoad("tool", List.of("sh", "-c", "echo cannot; echo at all >&2; exit 3"));

        // When, Then
        assertThatThrownBy(() -> tool.awaitSuccess(LONG))
                .isInstanceOf(IOException.class)
                .hasMessage("tool: exit code 3 (expected: 0): cannot; at all");
    }

    @Test
    void aProxyThatDiesIsNamedWithWhatItSaid() throws IOException {
        // Given
        Child proxy = lab.startProxy("proxy", List.of("sh", "-c", "echo out of memory; exit 7"));

        // When, Then
        await().atMost(LONG)
                .untilAsserted(() -> assertThatThrownBy(proxy::checkAlive)
                        .isInstanceOf(IOException.class)
                        .hasMessage("proxy ended with exit code 7 (expected: to run): out of memory"));
    }

    @Test
    void aToolThatIsStuckIsAFault() throws IOException {
        // Given
        Child tool = lab.startLoad("tool", List.of("sleep", "1000"));

        // When, Then
        assertThatThrownBy(() -> tool.awaitSuccess(Duration.ZERO)).hasMessage("tool runs after 0 s (expected: to end)");
    }
}
