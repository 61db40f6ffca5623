package io.fairlead.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                              | Missing required subcommand (see: fairlead --help)
                    frobnicate                      | Unmatched argument at index 0: 'frobnicate' (see: fairlead --help)
                    operator now                    | Unmatched argument at index 1: 'now' (see: fairlead operator --help)
                    operator --watch-namespaces a,B | --watch-namespaces: B (expected: names of namespaces, with commas between) (see: fairlead operator --help)
                    operator --http 8080            | Invalid value for option '--http': 8080 (expected: HOST:PORT such as 127.0.0.1:8080, [::1]:8080 or :8080) (see: fairlead operator --help)
                    operator --http :70000          | Invalid value for option '--http': :70000 (expected: HOST:PORT such as 127.0.0.1:8080, [::1]:8080 or :8080) (see: fairlead operator --help)
                    """)
    void wrongCommandLineExitsWithTwoAndOneLine(String arguments, String line) {
        // When
        int exit = run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource({
        "--help, Usage: fairlead",
        "operator --help, Usage: fairlead operator",
        "--version, fairlead 0.",
        "operator -V, fairlead 0."
    })
    void helpAndVersionAreOnStandardOutput(String arguments, String start) {
        // When
        int exit = run(arguments.split(" ", -1));

        // Then
        assertThat(exit).isZero();
        assertThat(out.toString()).startsWith(start);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void faultOfTheConfigurationIsOneLineThatNamesTheFile(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("config.yaml"), "proxy: {image: 5}");

        // When
        int exit = run("operator", "--config", file.toString());

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly(file + ": proxy.image: 5 (expected: text)");
    }

    private int run(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
