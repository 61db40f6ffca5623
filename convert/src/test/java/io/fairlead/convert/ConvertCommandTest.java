package io.fairlead.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {

    private static final Path SEED = Samples.FOLDER.resolve("seed.cfg");
    private static final Path LEAVES_SOMETHING_OUT = Samples.FOLDER.resolve("limits.cfg");

    @TempDir
    private Path folder;

    @Test
    void theSeedConvertsStrictly() throws IOException {
        // When
        Printed printed = Printed.of(SEED, "--strict");

        // Then
        assertThat(printed.exitCode()).isZero();
        assertThat(printed.out()).isEqualTo(Files.readString(Samples.FOLDER.resolve("seed.yaml")));
    }

    @Test
    void whatIsLeftOutFailsWhereItIsStrictAndIsPrintedAllTheSame() throws IOException {
        // When
        Printed printed = Printed.of(LEAVES_SOMETHING_OUT, "--strict");

        // Then
        assertThat(printed.exitCode()).isEqualTo(1);
        assertThat(printed.out()).isEqualTo(Files.readString(Samples.FOLDER.resolve("limits.yaml")));
    }

    @Test
    void whatIsLeftOutDoesNotFailOtherwise() throws IOException {
        // When
        Printed printed = Printed.of(LEAVES_SOMETHING_OUT);

        // Then
        assertThat(printed.exitCode()).isZero();
        assertThat(printed.err()).contains("limits.cfg:3: maxsessrate (not yet");
    }

    @Test
    void aFaultFailsAndNothingIsPrinted() throws IOException {
        // When
        Printed printed = Printed.of(Samples.FOLDER.resolve("faults.cfg"));

        // Then
        assertThat(printed.exitCode()).isEqualTo(1);
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void aNameIsTaken() throws IOException {
        // When
        Printed printed = Printed.of(SEED, "--name", "echo");

        // Then
        assertThat(printed.out()).contains("\n  name: echo\n");
    }

    @Test
    void aNameThatKubernetesDoesNotTakeIsAWrongCommandLine() throws IOException {
        // When
        Printed printed = Printed.of(SEED, "--name", "Echo");

        // Then
        assertThat(printed)
                .isEqualTo(new Printed(
                        "",
                        "--name: Echo (expected: at most 60 lower-case letters, digits and -, a letter first, no - last)"
                                + " (see: fairlead convert --help)\n",
                        2));
    }

    @Test
    void noFileIsAWrongCommandLine() {
        // When
        Printed printed = Printed.of(List.of("convert"));

        // Then
        assertThat(printed.exitCode()).isEqualTo(2);
        assertThat(printed.err())
                .startsWith("Missing required parameter: 'FILE'")
                .hasLineCount(1);
    }

    @Test
    void aFileThatIsNotThereIsSaidInOneLine() throws IOException {
        // When
        Printed printed = Printed.of(folder.resolve("none.cfg"));

        // Then
        assertThat(printed)
                .isEqualTo(new Printed(
                        "", "none.cfg: no such file (expected: a configuration of HAProxy, of at most 4 MiB)\n", 1));
    }

    @Test
    void aFolderIsSaidInOneLine() throws IOException {
        // When
        Printed printed = Printed.of(Files.createDirectory(folder.resolve("conf.d")));

        // Then
        assertThat(printed)
                .isEqualTo(new Printed(
                        "", "conf.d: is a directory (expected: a configuration of HAProxy, of at most 4 MiB)\n", 1));
    }

    @Test
    void aFileNameThatKubernetesWouldNotTakeIsMadeFit() throws IOException {
        // Given
        Path file = Files.copy(SEED, folder.resolve("10_Front End.v2.cfg"));

        // When
        Printed printed = Printed.of(file);

        // Then
        assertThat(printed.out()).contains("\n  name: lb-10-front-end-v2\n");
    }

    @Test
    void commentsMayBeInAnyEncoding() throws IOException {
        // Given
        byte[] latin = ("# Stra\u00dfe\n" + Files.readString(SEED)).getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("seed.cfg"), latin);

        // When
        Printed printed = Printed.of(file, "--strict");

        // Then
        assertThat(printed.exitCode()).isZero();
        assertThat(printed.out()).contains("\n  - name: grpc-frontend # 16: frontend grpc_frontend\n");
    }
}
