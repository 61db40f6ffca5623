package io.fairlead.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the demo from running is said in one line, with exit code 1, and nothing is left. */
class FaultsTest {

    private static final String MAIN = Main.class.getName();

    @TempDir
    private Path folder;

    private Path kubeconfig;

    @BeforeEach
    void file() {
        kubeconfig = folder.resolve("kubeconfig");
    }

    @Test
    void heapThatIsTooSmall() throws Exception {
        // When Then
        assertFault(
                DemoProcess.java("-Xmx16m"),
                List.of(MAIN, "demo"),
                line -> assertThat(line)
                        .startsWith("fairlead: the JVM's heap: at most 1")
                        .contains(" MiB (expected: at least "));
    }

    @Test
    void kubeconfigThatIsNotThere() throws Exception {
        // When Then
        assertFault(
                DemoProcess.java(),
                List.of(MAIN, "demo", "--cluster", kubeconfig.toString()),
                line -> assertThat(line)
                        .isEqualTo("fairlead: --cluster: %s (expected: a kubeconfig that can be read)"
                                .formatted(kubeconfig)));
    }

    @Test
    void kubeconfigThatIsNone() throws Exception {
        // Given
        Files.writeString(kubeconfig, "just words");

        // When Then
        assertFault(
                DemoProcess.java(),
                List.of(MAIN, "demo", "--cluster", kubeconfig.toString()),
                line -> assertThat(line)
                        .isEqualTo("fairlead: --cluster: %s: no YAML of a kubeconfig (expected: a kubeconfig)"
                                .formatted(kubeconfig)));
    }

    @Test
    void apiServerThatIsNotThere() throws Exception {
        // Given
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        kubeconfigFor(port);

        // When Then
        assertFault(
                DemoProcess.java(),
                List.of(MAIN, "demo", "--cluster", kubeconfig.toString()),
                line -> assertThat(line)
                        .startsWith("fairlead: the Kubernetes API at https://127.0.0.1:" + port)
                        .endsWith(" does not answer: no connection"));
    }

    @Test
    void apiServerThatNeverAnswers() throws Exception {
        // Given
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            kubeconfigFor(silent.getLocalPort());

            // When Then
            assertFault(
                    DemoProcess.java(),
                    List.of(MAIN, "demo", "--cluster", kubeconfig.toString()),
                    line -> assertThat(line)
                            .startsWith("fairlead: the Kubernetes API at https://127.0.0.1:" + silent.getLocalPort())
                            .contains(" does not answer: "));
        }
    }

    @Test
    void loopbackThatIsDown() throws Exception {
        // When Then
        assertFault(
                inANetworkOfItsOwn("exec \"$@\""),
                List.of(MAIN, "demo"),
                line -> assertThat(line)
                        .startsWith("fairlead: loopback: no connection from 127.64.0.1 to itself: ")
                        .endsWith(" (expected: a loopback device that is up)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {50_051, 50_050, 8_404})
    void portOfAPodOnWhichSomethingListensOnAllAddresses(int port) throws Exception {
        // When Then
        assertFault(
                inANetworkOfItsOwn("ip link set lo up && exec \"$@\""),
                List.of(TakenPort.class.getName(), Integer.toString(port), "demo"),
                line -> assertThat(line)
                        .startsWith("fairlead: port %d: 127.64.0.2:%d cannot be bound: ".formatted(port, port))
                        .endsWith(" (expected: a port on which nothing listens, not even on all addresses)"));
    }

    @Test
    void portOfTheApiServerOnWhichSomethingListensOnAllAddresses() throws Exception {
        // When Then
        assertFault(
                inANetworkOfItsOwn("ip link set lo up && exec \"$@\""),
                List.of(TakenPort.class.getName(), "6443", "demo"),
                line -> assertThat(line)
                        .isEqualTo(
                                "fairlead: port 6443: it cannot be bound on any of 127.64.0.1 to 127.79.0.1"
                                        + " (expected: a port on which nothing listens on all addresses, and at most 16 demos)"));
    }

    private void kubeconfigFor(int port) throws IOException {
        Files.writeString(kubeconfig, """
            current-context: here
            contexts:
            - {name: here, context: {cluster: here, user: me}}
            clusters:
            - {name: here, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}
            users:
            - {name: me, user: {token: none}}
            """.formatted(port));
    }

    /** Returns the JVM where no port is taken; for a moment there is a shell before it. */
    private List<String> inANetworkOfItsOwn(String script) throws IOException, InterruptedException {
        List<String> unshare = List.of("unshare", "--user", "--map-root-user", "--net");
        List<String> trial = new ArrayList<>(unshare);
        trial.add("true");
        assumeThat(new ProcessBuilder(trial).start().waitFor())
                .as("this user may make network namespaces")
                .isZero();
        List<String> command = new ArrayList<>(unshare);
        command.addAll(List.of("sh", "-c", script, "sh"));
        command.addAll(DemoProcess.java());
        return command;
    }

    private void assertFault(List<String> program, List<String> arguments, Consumer<String> line) throws Exception {
        try (DemoProcess demo = new DemoProcess(folder, program, arguments.toArray(String[]::new))) {
            int exit = demo.exit();

            assertThat(demo.err()).singleElement().satisfies(line);
            assertThat(exit).isEqualTo(1);
            assertThat(demo.out()).isEmpty();
            demo.assertNothingIsLeft();
        }
    }
}
