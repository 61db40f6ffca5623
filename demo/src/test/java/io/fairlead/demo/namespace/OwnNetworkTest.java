package io.fairlead.demo.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnNetworkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void needsNamespaces() throws Exception {
        try {
            NetworkNamespace.find(System.getenv(), true, List.of());
        } catch (IOException e) {
            abort(e.toString());
        }
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::greet);
    }

    @AfterEach
    void stop() throws IOException {
        started.forEach(Process::destroyForcibly);
        server.close();
    }

    private void greet() {
        while (!server.isClosed()) {
            try (Socket accepted = server.accept()) {
                accepted.getOutputStream().write("hello".getBytes(UTF_8));
            } catch (IOException e) {
                // It was closed, or only looked at.
            }
        }
    }

    @Test
    void hasTheAddressesOfPodsAndServicesAndReachesTheServerAtItsOwn() throws Exception {
        // When
        Process outside = start("http://127.0.0.1:" + server.getLocalPort(), "once");
        int status = end(outside);

        // Then
        assertThat(output())
                .contains("needed false")
                .contains("198.18.0.2 198.18.0.1", "10.96.0.10 198.18.0.1", "172.20.1.1 198.18.0.1")
                .contains("server hello");
        assertThat(status).isEqualTo(7);
        assertThat(left()).isEmpty();
    }

    @Test
    void reachesAServerByAHostOfTheMachine() throws Exception {
        // When
        Process outside = start("http://localhost:" + server.getLocalPort(), "once");
        int status = end(outside);

        // Then
        assertThat(output()).contains("server hello");
        assertThat(status).isEqualTo(7);
    }

    @Test
    void endsWhatIsInsideWhenToldTo() throws Exception {
        // Given
        Process outside = start("http://127.0.0.1:" + server.getLocalPort(), "on");
        ProcessHandle inside = inside(outside);

        // When
        new ProcessBuilder("kill", "-INT", Long.toString(outside.pid())).start().waitFor();
        int status = end(outside);

        // Then
        assertThat(status).isEqualTo(128 + 15);
        assertThat(inside.isAlive()).isFalse();
        assertThat(left()).isEmpty();
    }

    @Test
    void nothingIsLeftWhenWhatIsOutsideIsKilled() throws Exception {
        // Given
        Process outside = start("http://127.0.0.1:" + server.getLocalPort(), "on");
        ProcessHandle inside = inside(outside);

        // When
        outside.destroyForcibly();

        // Then
        await().atMost(PATIENCE).until(() -> !inside.isAlive() && left().isEmpty());
    }

    @Test
    void saysThatNobodyAnswersBeforeAnythingIsStarted() throws Exception {
        // Given
        server.close();

        // When
        Process outside = start("http://127.0.0.1:" + server.getLocalPort(), "once");
        int status = end(outside);

        // Then
        assertThat(output())
                .anyMatch(line -> line.contains("the Kubernetes API at http://127.0.0.1:" + server.getLocalPort()
                        + " does not answer: no connection"))
                .noneMatch(line -> line.startsWith("pid"));
        assertThat(status).isEqualTo(1);
    }

    private Process start(String url, String how) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Outside.class.getName(),
                        url,
                        how)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Waits until it is there, and has said all that it has to say. */
    private ProcessHandle inside(Process outside) throws IOException {
        await().atMost(PATIENCE)
                .until(() -> !outside.isAlive() || output().stream().anyMatch(line -> line.startsWith("nsenter")));
        String pid = output().stream()
                .filter(line -> line.startsWith("pid "))
                .findFirst()
                .orElseThrow()
                .substring(4);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private List<String> output() throws IOException {
        return Files.readAllLines(folder.resolve("output"));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("output")).toList();
        }
    }
}
