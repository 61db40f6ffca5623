package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void validFileIsSaidToBeValid() {
        // Given
        String file = "../deploy/samples/local.yaml";

        // When
        int exit = run("check", "-f", file);

        // Then
        assertThat(exit).isZero();
        assertThat(out.toString().lines()).containsExactly(file + ": valid");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void eachFaultIsALineOnStandardError() {
        // Given
        String file = "src/test/resources/config/invalid-kind.yaml";

        // When
        int exit = run("check", "-f", file);

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly(
                        file + ": apiVersion: v1 (expected: fairlead.io/v1alpha1)",
                        file + ": kind: Service (expected: GrpcLoadBalancer)");
    }

    @Test
    void missingFileIsAFault() {
        // Given
        String file = "missing.yaml";

        // When
        int exit = run("check", "--file", file);

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("missing.yaml: no such file (expected: a GrpcLoadBalancer in YAML)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                | Missing required subcommand (see: fairlead --help)
                    frobnicate        | Unmatched argument at index 0: 'frobnicate' (see: fairlead --help)
                    check             | Missing required option: '--file=FILE' (see: fairlead check --help)
                    check -f a.yaml b | Unmatched argument at index 3: 'b' (see: fairlead check --help)
                    check -f          | Missing required parameter for option '--file' (FILE) (see: fairlead check --help)
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
        "check --help, Usage: fairlead check",
        "--version, fairlead 0.",
        "check -V, fairlead 0."
    })
    void helpAndVersionAreOnStandardOutput(String arguments, String start) {
        // When
        int exit = run(arguments.split(" ", -1));

        // Then
        assertThat(exit).isZero();
        assertThat(out.toString()).startsWith(start);
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
