package io.fairlead.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.fairlead.proxy.testing.HealthServer;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Says what share of one core a proxy takes that does nothing but probe; docs/health.md has the command and a figure. */
@EnabledIfSystemProperty(named = "probes.cost", matches = "true")
class ProbeCostTest {

    private static final InetAddress EVERY_ADDRESS = new InetSocketAddress(0).getAddress();
    private static final int ENDPOINTS = 2_000;
    private static final int A_BACKEND = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(90);
    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final int EXPECTED = ENDPOINTS * 30;

    @TempDir
    private Path directory;

    @Test
    void tcpProbesOfTwoThousandEndpointsEveryTwoSeconds() throws Exception {
        // Given
        AtomicInteger accepted = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 4096, EVERY_ADDRESS)) {
            Thread.ofPlatform().daemon().start(() -> accept(server, accepted));

            // When
            int probes = measure("TCP", server.getLocalPort(), accepted::get);

            // Then
            assertThat(probes).isCloseTo(EXPECTED, withinPercentage(5));
        }
    }

    @Test
    void grpcProbesOfTwoThousandEndpointsEveryTwoSeconds() throws Exception {
        // Given
        try (HealthServer server = HealthServer.start(EVERY_ADDRESS)) {

            // When
            int probes = measure("GRPC", server.address().getPort(), server::connections);

            // Then
            assertThat(probes).isCloseTo(EXPECTED, withinPercentage(5));
        }
    }

    private static void accept(ServerSocket server, AtomicInteger accepted) {
        try {
            while (true) {
                server.accept().close();
                accepted.incrementAndGet();
            }
        } catch (IOException e) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    /** Returns how many probes the server saw while the proxy was measured. */
    private int measure(String type, int port, IntSupplier seen) throws Exception {
        Process proxy = start(Files.writeString(directory.resolve("lb.yaml"), config(type, port)));
        try {
            Thread.sleep(WARM_UP);
            Duration cpuBefore = cpu(proxy);
            int before = seen.getAsInt();
            Thread.sleep(MEASURED);
            Duration used = cpu(proxy).minus(cpuBefore);
            int probes = seen.getAsInt() - before;
            System.out.printf(
                    "%s: %.1f %% of one core, %d probes in %d s%n",
                    type, 100.0 * used.toMillis() / MEASURED.toMillis(), probes, MEASURED.toSeconds());
            return probes;
        } finally {
            proxy.destroyForcibly().waitFor();
        }
    }

    private static Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@src/main/jvm/proxy.options",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.fairlead.proxy.Main",
                        "proxy",
                        "-f",
                        file.toString(),
                        "--admin",
                        "127.0.0.1:0")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private static String config(String type, int port) throws IOException {
        String backends = IntStream.range(0, ENDPOINTS / A_BACKEND)
                .mapToObj(i -> backend(i, type, port))
                .collect(Collectors.joining());
        return """
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo}
                spec:
                  listeners:
                  - {name: grpc, address: 127.0.0.1, port: %d, backend: b0}
                  backends:
                %s""".formatted(Sockets.unused().getPort(), backends);
    }

    private static String backend(int number, String type, int port) {
        String servers = IntStream.range(number * A_BACKEND, (number + 1) * A_BACKEND)
                .mapToObj(i -> "    - {name: srv%d, address: 127.1.%d.%d, port: %d}\n"
                        .formatted(i, i / 250, 1 + i % 250, port))
                .collect(Collectors.joining());
        return "  - name: b%d\n    healthCheck: {type: %s, interval: 2s}\n    servers:\n%s"
                .formatted(number, type, servers);
    }
}
