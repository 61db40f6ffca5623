package io.fairlead.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TroubleshootingTest {

    private static final Pattern LOG_LINE = Pattern.compile("\\| log: `([^`]+)` ");

    static List<String> logLines() throws IOException {
        return LOG_LINE.matcher(Files.readString(Pages.ROOT.resolve("docs/troubleshooting.md")))
                .results()
                .map(line -> line.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("logLines")
    void aLogLineThatIsExplainedIsOneThatIsWritten(String line) throws IOException {
        // When
        String sources = sources();

        // Then
        assertThat(sources).contains("\"" + line + "\"");
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Pages.ROOT.resolve("proxy/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TroubleshootingTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
