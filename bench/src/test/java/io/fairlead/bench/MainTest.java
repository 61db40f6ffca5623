package io.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine command = Main.commandLine();
        return command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "--work, z, '--work: z (expected: some of a,b,'",
        "--peers, envoy, '--peers: envoy (expected: some of haproxy,haproxy-splice,haproxy-64k,nginx,nghttpx,direct)'",
        "--rounds, 0, '--rounds: 0 (expected: 1 or more)'"
    })
    void aWrongOptionIsNamedWithWhatWasExpected(String option, String value, String fault) {
        // When
        int exit = execute("bench", option, value);

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).startsWith(fault);
    }

    @Test
    void helpTellsOfEachOption() {
        // When
        int exit = execute("bench", "--help");

        // Then
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("--peers", "--work", "--rounds", "--quick", "--out", "--publish");
    }
}
