package io.fairlead.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./fairlead} says before it builds anything: it is a copy, with nothing around it but the parent pom. */
class LauncherTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(ROOT.resolve("fairlead"), folder.resolve("fairlead"));
        Files.copy(ROOT.resolve("pom.xml"), folder.resolve("pom.xml"));
    }

    @Test
    void demoIsAmongItsCommands() throws Exception {
        // When
        Process help = run("bash fairlead --help");

        // Then
        assertThat(help.waitFor()).isZero();
        assertThat(text(help.getInputStream().readAllBytes())).containsPattern("(?m)^  demo +\\S");
    }

    @Test
    void missingJdkIsSaidInOneLine() throws Exception {
        // Given
        Path pom = folder.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replaceFirst("<java.version>[0-9]+<", "<java.version>99<"));

        // When
        Process demo = run("bash fairlead demo");

        // Then
        assertFault(demo, "fairlead: no JDK 99 or newer with bin/javac: looked at JAVA_HOME \\(.*");
    }

    @Test
    void addressSpaceThatIsTooSmallIsSaidInOneLine() throws Exception {
        // When
        Process demo = run("ulimit -v 1000000; bash fairlead demo");

        // Then
        assertFault(demo, Pattern.quote("fairlead: ulimit -v: 1000000 (expected: at least 4194304 KiB, or unlimited)"));
    }

    private Process run(String script) throws IOException {
        return new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .start();
    }

    private static void assertFault(Process demo, String line) throws Exception {
        List<String> err = text(demo.getErrorStream().readAllBytes()).lines().toList();
        assertThat(demo.waitFor()).isEqualTo(1);
        assertThat(err).singleElement().satisfies(said -> assertThat(said).matches(line));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
