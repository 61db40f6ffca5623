package io.fairlead.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the seed's configuration is converted to balances connections: the proxy runs it, as a process. */
class SeedRunsTest {

    private static final int SERVERS = 3;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<ServerSocket> servers = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        int port = 0;
        for (int number = 1; number <= SERVERS; number++) {
            ServerSocket server = new ServerSocket(port, 50, InetAddress.getByName("127.0.0." + number));
            port = server.getLocalPort();
            servers.add(server);
            Thread.ofVirtual().start(() -> serve(server));
        }
    }

    /** Tells each client its own address, and closes. */
    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket accepted = server.accept()) {
                accepted.getOutputStream()
                        .write(server.getInetAddress().getHostAddress().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It is closed, or a probe is gone that this was said to.
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    @Test
    void theSeedsConnectionsAreSpreadOverItsServers() throws Exception {
        // Given
        int listener = unusedPort();
        Path configuration = Files.writeString(folder.resolve("seed.cfg"), seed(listener));
        Printed converted = Printed.of(configuration, "--strict");
        Path file = Files.writeString(folder.resolve("seed.yaml"), converted.out());
        Process proxy = startProxy(file);

        try {
            // When
            Awaitility.await()
                    .atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> !answer(listener).isEmpty());
            List<String> answers = List.of(answer(listener), answer(listener), answer(listener));

            // Then
            assertThat(answers).containsExactlyInAnyOrder("127.0.0.1", "127.0.0.2", "127.0.0.3");
        } finally {
            proxy.destroyForcibly();
        }
    }

    private String seed(int listener) throws IOException {
        return Files.readString(Samples.FOLDER.resolve("seed.cfg"))
                .replace("50050", Integer.toString(listener))
                .replace("50051", Integer.toString(servers.getFirst().getLocalPort()))
                .replace("192.168.1.10", "127.0.0.");
    }

    private Process startProxy(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.fairlead.proxy.Main",
                        "proxy",
                        "-f",
                        file.toString(),
                        "--admin",
                        "127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("proxy.log").toFile())
                .start();
    }

    private static String answer(int port) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout((int) LONGEST.toMillis());
            InputStream in = client.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
