package io.fairlead.bench.contestant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.bench.lab.Loopback;
import io.fairlead.proxy.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FairleadTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void itsConfigurationIsOneThatTheProxyTakes(Mode mode) throws IOException, InterruptedException {
        // Given
        Path file = folder.resolve("bench.yaml");
        Files.writeString(file, Fairlead.configuration(mode, 8000, List.of(Loopback.at(7001), Loopback.at(7002))));

        // When
        Process check = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "check",
                        "-f",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);

        // Then
        assertThat(check.waitFor()).as(said).isZero();
    }
}
