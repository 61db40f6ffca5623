package io.fairlead.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HAProxy itself takes each sample that is converted; where it is not installed this is skipped. */
class SamplesAreRealTest {

    /** Those for which it would need more than their text: certificates; or that it does not take: it joins no lines, and knows no such words. */
    private static final Set<String> LEFT_OUT = Set.of("tls", "continuation", "no-effect");

    private static Stream<Path> converted() throws IOException {
        return Samples.all()
                .filter(sample ->
                        Files.exists(Samples.beside(sample, ".yaml")) && !LEFT_OUT.contains(Samples.name(sample)));
    }

    @ParameterizedTest
    @MethodSource("converted")
    void haproxyTakesEachSampleThatIsConverted(Path sample) throws Exception {
        // Given
        assumeHaproxy();

        // When
        Checked checked = check(sample);

        // Then
        assertThat(checked.exitCode()).as(checked.said()).isZero();
    }

    private static void assumeHaproxy() {
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "haproxy")));
        assumeTrue(installed, "haproxy is not installed");
    }

    private record Checked(int exitCode, String said) {}

    private static Checked check(Path configuration) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("haproxy", "-c", "-f", configuration.toString()).redirectErrorStream(true);
        builder.environment().putAll(Samples.ENVIRONMENT);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Checked(process.waitFor(), said);
    }
}
