package io.fairlead.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the demo ends, with all that it started. It runs from its jar, and its pods from theirs. */
@Tag("cluster")
class LeavesNothingTest {

    private static final int PODS = 5;
    private static final int INTERRUPTED_AT_ONCE = 130;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern URL = Pattern.compile("https://(127\\.\\d+\\.0\\.1):\\d+");

    @TempDir
    private Path folder;

    @Test
    void afterItWasKilledOrInterruptedBesideAnother() throws Exception {
        try (DemoProcess killed = start("killed");
                DemoProcess interrupted = start("interrupted")) {
            // Given
            await().atMost(LONGEST).until(() -> killed.pods().size() == PODS);
            await().atMost(LONGEST).until(() -> interrupted.pods().size() == PODS);
            URI first = api(killed);
            URI second = api(interrupted);
            assertThat(first).isNotEqualTo(second);

            // When
            killed.signal("KILL");
            interrupted.signal("INT");

            // Then
            assertThat(interrupted.exit()).isZero();
            interrupted.assertNothingIsLeft();
            assertThat(interrupted.err()).isEmpty();
            await().atMost(SOON).untilAsserted(killed::assertNothingIsLeft);
            assertCanBeBound(first);
            assertCanBeBound(second);
        }
    }

    @Test
    void afterItWasToldToStopWhileItStarted() throws Exception {
        try (DemoProcess demo = start("demo")) {
            // Given
            await().atMost(LONGEST).until(() -> !isEmpty(demo.temporary()));

            // When
            demo.signal("TERM");

            // Then
            assertThat(demo.exit()).isZero();
            demo.assertNothingIsLeft();
            assertThat(demo.err()).isEmpty();
        }
    }

    @Test
    void afterASecondSignalWhichEndsItAtOnce() throws Exception {
        try (DemoProcess demo = start("demo")) {
            // Given
            await().atMost(LONGEST).until(() -> demo.pods().size() == PODS);

            // When
            demo.signal("INT");
            demo.signal("INT");

            // Then
            assertThat(demo.exit()).isEqualTo(INTERRUPTED_AT_ONCE);
            await().atMost(SOON).untilAsserted(demo::assertNothingIsLeft);
        }
    }

    @Test
    void podsDoNotGetTheSignalsOfATerminal() throws Exception {
        try (DemoProcess demo = start("demo")) {
            // When
            await().atMost(LONGEST).until(() -> demo.pods().size() == PODS);

            // Then
            List<ProcessHandle> others = demo.others();
            assertThat(others)
                    .hasSize(PODS + 1)
                    .allSatisfy(other -> assertThat(session(other)).isEqualTo(other.pid()));
        }
    }

    private DemoProcess start(String name) throws IOException {
        return new DemoProcess(
                Files.createDirectory(folder.resolve(name)),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@src/main/jvm/demo.options",
                        "-Djava.io.tmpdir=TEMPORARY",
                        "-jar",
                        "target/fairlead-demo.jar"),
                "demo");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static URI api(DemoProcess demo) {
        Matcher matcher = URL.matcher(String.join("\n", demo.out()));
        assertThat(matcher.find()).as("URL of the API server").isTrue();
        return URI.create(matcher.group());
    }

    private static void assertCanBeBound(URI url) throws IOException {
        try (ServerSocket socket = new ServerSocket(url.getPort(), 1, InetAddress.getByName(url.getHost()))) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    /** The sixth field of its status; the name, which is the second, has no blank here. */
    private static long session(ProcessHandle process) throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                .split(" ", -1)[5]);
    }
}
