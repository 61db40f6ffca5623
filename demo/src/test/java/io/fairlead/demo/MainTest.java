package io.fairlead.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                   | Missing required subcommand (see: fairlead --help)
                    demo now             | Unmatched argument at index 1: 'now' (see: fairlead demo --help)
                    demo --seconds       | Missing required parameter for option '--seconds' (N) (see: fairlead demo --help)
                    demo --seconds 29    | Invalid value for option '--seconds': 29 (expected: seconds, 30-86400) (see: fairlead demo --help)
                    demo --seconds 86401 | Invalid value for option '--seconds': 86401 (expected: seconds, 30-86400) (see: fairlead demo --help)
                    demo --seconds -40   | Invalid value for option '--seconds': -40 (expected: seconds, 30-86400) (see: fairlead demo --help)
                    demo --seconds 40s   | Invalid value for option '--seconds': 40s (expected: seconds, 30-86400) (see: fairlead demo --help)
                    demo --seconds=      | Invalid value for option '--seconds':  (expected: seconds, 30-86400) (see: fairlead demo --help)
                    demo --mode          | Missing required parameter for option '--mode' (MODE) (see: fairlead demo --help)
                    demo --mode HTTP     | Invalid value for option '--mode': HTTP (expected: TCP or GRPC) (see: fairlead demo --help)
                    demo --mode grpc     | Invalid value for option '--mode': grpc (expected: TCP or GRPC) (see: fairlead demo --help)
                    demo --cluster       | Missing required parameter for option '--cluster' (KUBECONFIG) (see: fairlead demo --help)
                    """)
    void wrongCommandLineExitsWithTwoAndOneLine(String arguments, String line) {
        // When
        int exit = run(arguments);

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource({
        "--help, Usage: fairlead",
        "demo --help, Usage: fairlead demo",
        "--version, fairlead 0.",
        "demo -V, fairlead 0."
    })
    void helpAndVersionAreOnStandardOutput(String arguments, String start) {
        // When
        int exit = run(arguments);

        // Then
        assertThat(exit).isZero();
        assertThat(out.toString()).startsWith(start);
        assertThat(err.toString()).isEmpty();
    }

    private int run(String arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
    }
}
