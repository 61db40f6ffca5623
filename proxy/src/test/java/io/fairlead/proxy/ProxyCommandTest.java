package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.ProxyProcess;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the command as users do, in a process of its own. */
class ProxyCommandTest {

    @TempDir
    private Path folder;

    private ServerSocket server;
    private InetSocketAddress listener;
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        server = Sockets.listen();
        listener = Sockets.unused();
        file = Files.writeString(folder.resolve("echo.yaml"), config("0s", server.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void itRelaysAndSaysItIsReady() throws Exception {
        // Given
        try (ProxyProcess proxy = start()) {

            // When
            String relayed = relay();
            String readiness = proxy.admin("/readyz");

            // Then
            assertThat(relayed).isEqualTo("ping");
            assertThat(readiness).isEqualTo("ok\n");
        }
    }

    @Test
    void standardOutputHasTheAccessLogAlone() throws Exception {
        // Given
        try (ProxyProcess proxy = start()) {
            relay();
            ProxyProcess.await().until(() -> !proxy.out().isEmpty());

            // When
            proxy.signal("TERM");
            proxy.awaitExit();

            // Then
            assertThat(proxy.out())
                    .singleElement()
                    .asString()
                    .matches("127\\.0\\.0\\.1:\\d+ \\[.*] grpc echo/srv1 \\d+/\\d+/\\d+ 4 -- 1/1/0/0/0 0/0");
            assertThat(proxy.err()).allSatisfy(line -> assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT.*"));
        }
    }

    @Test
    void sigtermEndsItWithZeroOnceAnOpenConnectionHasHadItsTime() throws Exception {
        // Given
        try (ProxyProcess proxy = start();
                Socket client = Sockets.connect(listener);
                Socket accepted = Sockets.accept(server)) {

            // When
            proxy.signal("TERM");
            int exit = proxy.awaitExit();

            // Then
            assertThat(exit).isZero();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            assertThat(proxy.out()).singleElement().asString().contains(" KD ");
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        // Given
        Files.writeString(file, config("600s", server.getLocalPort()));
        try (ProxyProcess proxy = start()) {
            proxy.signal("TERM");
            proxy.awaitErr("stopping");

            // When
            proxy.signal("INT");
            int exit = proxy.awaitExit();

            // Then
            assertThat(exit).isEqualTo(130);
        }
    }

    @Test
    void sighupReloadsAFileThatDidNotChange() throws Exception {
        // Given
        try (ProxyProcess proxy = start()) {

            // When
            proxy.signal("HUP");

            // Then
            proxy.awaitErr("configuration applied");
            assertThat(relay()).isEqualTo("ping");
        }
    }

    @Test
    void aFileThatIsWrittenToIsFollowed() throws Exception {
        // Given
        try (ProxyProcess proxy = start();
                ServerSocket other = Sockets.listen()) {

            // When
            Files.writeString(file, config("0s", other.getLocalPort()));

            // Then
            proxy.awaitErr("configuration applied");
            assertThat(relay(other)).isEqualTo("ping");
        }
    }

    @Test
    void aFileThatIsReplacedByARenameIsFollowedThoughItIsNotNewer() throws Exception {
        // Given
        FileTime time = Files.getLastModifiedTime(file);
        try (ProxyProcess proxy = start();
                ServerSocket other = Sockets.listen()) {
            Path replacement = Files.writeString(folder.resolve("echo.yaml.new"), config("0s", other.getLocalPort()));
            Files.setLastModifiedTime(replacement, time);

            // When
            Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE);

            // Then
            proxy.awaitErr("configuration applied");
            assertThat(relay(other)).isEqualTo("ping");
        }
    }

    @Test
    void aBadFileIsRefusedAndTheOldConfigurationGoesOn() throws Exception {
        // Given
        String fault = "spec.backends[0].servers[0].port: 70000 (expected: 1-65535)";
        try (ProxyProcess proxy = start()) {

            // When
            Files.writeString(file, config("0s", 70_000));

            // Then
            proxy.awaitErr("configuration refused");
            assertThat(proxy.err().stream().filter(line -> line.contains("refused")))
                    .singleElement()
                    .asString()
                    .contains(fault);
            ProxyProcess.await().until(() -> proxy.admin("/status").contains("\"refusal\": \"" + fault + "\""));
            assertThat(relay()).isEqualTo("ping");
        }
    }

    @Test
    void aGoodFileAfterABadOneApplies() throws Exception {
        // Given
        try (ProxyProcess proxy = start();
                ServerSocket other = Sockets.listen()) {
            Files.writeString(file, config("0s", 70_000));
            proxy.awaitErr("configuration refused");

            // When
            Files.writeString(file, config("0s", other.getLocalPort()));

            // Then
            proxy.awaitErr("configuration applied");
            assertThat(relay(other)).isEqualTo("ping");
            assertThat(proxy.admin("/status")).doesNotContain("refusal");
        }
    }

    @Test
    void aFileThatIsGoneIsSaidOnceAndMayComeBack() throws Exception {
        // Given
        try (ProxyProcess proxy = start()) {
            Files.delete(file);
            proxy.awaitErr("no such file");

            // When
            Files.writeString(file, config("0s", server.getLocalPort()));

            // Then
            proxy.awaitErr("configuration applied");
            assertThat(proxy.err().stream().filter(line -> line.contains("no such file")))
                    .hasSize(1);
            assertThat(relay()).isEqualTo("ping");
        }
    }

    @Test
    void aReloadWhosePortIsInUseIsRefused() throws Exception {
        // Given
        try (ProxyProcess proxy = start();
                ServerSocket taken = Sockets.listen()) {
            String two = config("0s", server.getLocalPort())
                    .replace(
                            "  backends:",
                            "  - {name: more, address: 127.0.0.1, port: " + taken.getLocalPort() + "}\n  backends:");

            // When
            Files.writeString(file, two);

            // Then
            proxy.awaitErr(
                    "spec.listeners[1].port: %1$d (expected: a free port; 127.0.0.1:%1$d: Address already in use)"
                            .formatted(taken.getLocalPort()));
            assertThat(relay()).isEqualTo("ping");
        }
    }

    @Test
    void aReloadWhosePortIsInUseRunsAsSoonAsThePortIsFree() throws Exception {
        // Given
        try (ProxyProcess proxy = start();
                ServerSocket taken = Sockets.listen()) {
            listener = (InetSocketAddress) taken.getLocalSocketAddress();
            Files.writeString(file, config("0s", server.getLocalPort()));
            proxy.awaitErr("configuration refused");

            // When
            taken.close();
            proxy.awaitErr("configuration applied");

            // Then
            assertThat(relay()).isEqualTo("ping");
            assertThat(proxy.admin("/status")).doesNotContain("refusal");
        }
    }

    @Test
    void aClosedStandardOutputDoesNotStopIt() throws Exception {
        // Given
        try (ProxyProcess proxy =
                ProxyProcess.startWithClosedOutput(arguments()).awaitReady()) {
            relay();
            proxy.awaitErr("access log cannot be written");

            // When
            String relayed = relay();
            proxy.signal("TERM");

            // Then
            assertThat(relayed).isEqualTo("ping");
            assertThat(proxy.awaitExit()).isZero();
        }
    }

    @Test
    void aPortInUseIsOneLine() throws Exception {
        // Given
        try (ServerSocket taken = Sockets.listen()) {
            listener = (InetSocketAddress) taken.getLocalSocketAddress();
            Files.writeString(file, config("0s", server.getLocalPort()));

            // When
            List<String> said = failure(1, arguments());

            // Then
            assertThat(said)
                    .containsExactly(
                            "%1$s: spec.listeners[0].port: %2$d (expected: a free port; 127.0.0.1:%2$d: Address already in use)"
                                    .formatted(file, taken.getLocalPort()));
        }
    }

    @Test
    void anAdminPortInUseIsOneLine() throws Exception {
        // Given
        try (ServerSocket taken = Sockets.listen()) {
            String admin = "127.0.0.1:" + taken.getLocalPort();

            // When
            List<String> said = failure(1, "proxy", "-f", file.toString(), "--admin", admin);

            // Then
            assertThat(said)
                    .containsExactly(
                            "--admin: " + admin + " (expected: an address that is free; Address already in use)");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `{`                       | not-yaml
                    Service                   | kind
                    unknown field             | unknown-fields
                    70000                     | ports
                    5 parsecs                 | durations
                    roundrobin                | choices
                    both service and servers  | service-and-servers
                    a unique name             | duplicate-names
                    servers: []               | empty-lists
                    rise: 0                   | health-check
                    nowhere                   | unknown-backend
                    """)
    void aFaultIsALineAsInTheTestsOfTheParser(String about, String name) throws Exception {
        // Given
        String resource = "src/test/resources/config/invalid-" + name;
        List<String> faults = Files.readAllLines(Path.of(resource + ".txt"));

        // When
        List<String> said = failure(1, "proxy", "-f", resource + ".yaml", "--admin", "127.0.0.1:0");

        // Then
        assertThat(said)
                .isEqualTo(faults.stream()
                        .map(fault -> resource + ".yaml: " + fault)
                        .toList());
    }

    @Test
    void aMissingFileIsOneLine() throws Exception {
        // Given
        String missing = folder.resolve("missing.yaml").toString();

        // When
        List<String> said = failure(1, "proxy", "-f", missing);

        // Then
        assertThat(said).containsExactly(missing + ": no such file (expected: a GrpcLoadBalancer in YAML)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    proxy                        | Missing required option: '--file=FILE'
                    proxy -f a.yaml --frobnicate | Unknown option: '--frobnicate'
                    proxy -f a.yaml --bind-address localhost | Invalid value for option '--bind-address': localhost (expected: an IPv4 or IPv6 address)
                    proxy -f a.yaml --admin 8404 | Invalid value for option '--admin': 8404 (expected: HOST:PORT such as
                    """)
    void aWrongCommandLineExitsWithTwoAndOneLine(String arguments, String start) throws Exception {
        // When
        List<String> said = failure(2, arguments.split(" ", -1));

        // Then
        assertThat(said).singleElement().asString().startsWith(start).endsWith("(see: fairlead proxy --help)");
    }

    private String config(String delay, int serverPort) {
        return """
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo}
                spec:
                  listeners:
                  - {name: grpc, address: 127.0.0.1, port: %d}
                  backends:
                  - name: echo
                    servers:
                    - {name: srv1, address: localhost, port: %d}
                  accessLog: {enabled: true}
                  drain: {delay: %s, timeout: 200ms}
                """.formatted(listener.getPort(), serverPort, delay);
    }

    private String[] arguments() {
        return new String[] {"proxy", "-f", file.toString(), "--admin", "127.0.0.1:0"};
    }

    @Test
    void withoutKubernetesItsClientIsNotNeeded() throws Exception {
        // Given
        String client = "kubernetes-(client-\\d|httpclient).*";

        // When
        try (ProxyProcess proxy = ProxyProcess.startWithout(client, arguments()).awaitReady()) {

            // Then
            assertThat(relay()).isEqualTo("ping");
        }
    }

    /** The resource extends the client's {@code CustomResource}, which brings the others. */
    @Test
    void withoutKubernetesNothingOfItsClientIsLoaded() throws Exception {
        // Given
        Path log = folder.resolve("classes.log");
        Map<String, String> logging = Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log + ":none");

        // When
        try (ProxyProcess _ = ProxyProcess.startIn(logging, arguments()).awaitReady()) {
            relay();
        }

        // Then
        assertThat(Files.readAllLines(log))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filteredOn(name -> name.matches("io\\.fabric8\\.kubernetes\\.client\\..*|java\\.net\\.http\\..*"))
                .contains("io.fabric8.kubernetes.client.CustomResource")
                .isSubsetOf(
                        "io.fabric8.kubernetes.client.CustomResource",
                        "io.fabric8.kubernetes.client.KubernetesClientException",
                        "io.fabric8.kubernetes.client.utils.CachedSingleThreadScheduler",
                        "io.fabric8.kubernetes.client.utils.Utils");
    }

    private ProxyProcess start() throws IOException {
        return ProxyProcess.start(arguments()).awaitReady();
    }

    /** Runs it to its end; returns what it says on standard error. */
    private static List<String> failure(int exit, String... arguments) throws Exception {
        try (ProxyProcess proxy = ProxyProcess.start(arguments)) {
            assertThat(proxy.awaitExit())
                    .as(() -> String.join("\n", proxy.err()))
                    .isEqualTo(exit);
            assertThat(proxy.out()).isEmpty();
            return proxy.err();
        }
    }

    private String relay() throws IOException {
        return relay(server);
    }

    /** Sends four bytes from the server to a client, and returns what the client got. */
    private String relay(ServerSocket from) throws IOException {
        try (Socket client = Sockets.connect(listener)) {
            try (Socket accepted = Sockets.accept(from)) {
                accepted.getOutputStream().write("ping".getBytes(UTF_8));
            }
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
