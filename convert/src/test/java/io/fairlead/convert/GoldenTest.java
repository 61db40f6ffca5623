package io.fairlead.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fairlead.proxy.config.ConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of each configuration in {@code src/test/resources/convert}: {@code NAME.cfg} gives {@code NAME.yaml}, unless it has a fault, and
 * {@code NAME.txt} on standard error. {@code -Dconvert.update=true} writes both, to be reviewed like code.
 */
class GoldenTest {

    private static final boolean UPDATE = Boolean.getBoolean("convert.update");

    @ParameterizedTest
    @MethodSource("io.fairlead.convert.Samples#all")
    void eachConfigurationGivesWhatIsCommitted(Path configuration) throws IOException {
        // When
        Printed printed = Printed.of(configuration);

        // Then
        compare(printed.err(), Samples.beside(configuration, ".txt"));
        compare(printed.out(), Samples.beside(configuration, ".yaml"));
    }

    @ParameterizedTest
    @MethodSource("io.fairlead.convert.Samples#results")
    void theProxyTakesEachResult(Path result) throws IOException {
        // Given
        List<String> documents = Samples.documents(Files.readString(result));

        // When Then
        assertThat(documents)
                .isNotEmpty()
                .allSatisfy(document -> assertThatCode(
                                () -> ConfigParser.ofFile(false).parse(document))
                        .doesNotThrowAnyException());
    }

    @Test
    void thePageShowsWhatIsPrintedOfTheSeed() throws IOException {
        // Given
        Path seed = Samples.FOLDER.resolve("seed.cfg");

        // When
        Printed printed = Printed.of(seed);

        // Then
        assertThat(Files.readString(Path.of("../docs/convert.md")))
                .contains(Files.readString(seed), printed.out(), printed.err());
    }

    @Test
    void eachFileIsUsed() throws IOException {
        // Given
        Set<String> used;
        try (Stream<Path> configurations = Samples.all()) {
            used = configurations
                    .map(Samples::name)
                    .flatMap(name -> Stream.of(name + ".cfg", name + ".yaml", name + ".txt"))
                    .collect(Collectors.toSet());
        }

        // When
        List<String> files;
        try (Stream<Path> all = Files.list(Samples.FOLDER)) {
            files = all.map(file -> file.getFileName().toString()).toList();
        }

        // Then
        assertThat(used).containsAll(files);
    }

    /** Where nothing is printed there is no file. */
    private static void compare(String printed, Path file) throws IOException {
        if (UPDATE) {
            if (printed.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.writeString(file, printed);
            }
        }
        assertThat(printed).isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }
}
