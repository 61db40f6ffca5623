package io.fairlead.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server accepts and refuses, which is tested where the schema is, is what a proxy accepts and refuses. */
class ApiServerVerdictTest {

    private static final Path FOLDER = Path.of("../crds/src/test/resources/validation/spec");

    private static final ConfigParser PARSER = ConfigParser.ofFile(true);

    static Stream<Path> validFiles() throws IOException {
        return files("valid-.*");
    }

    static Stream<Path> invalidFiles() throws IOException {
        return files("invalid-.*");
    }

    private static Stream<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.getFileName().toString().matches(name + "\\.yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("validFiles")
    void whatTheApiServerAcceptsIsRead(Path file) throws IOException {
        // Given
        String text = Files.readString(file);

        // When
        var refusal = catchThrowableOfType(InvalidConfigException.class, () -> PARSER.parse(text));

        // Then
        assertThat(refusal).isNull();
    }

    @ParameterizedTest
    @MethodSource("invalidFiles")
    void whatTheApiServerRefusesIsRefused(Path file) throws IOException {
        // Given
        String text = Files.readString(file);

        // When
        var refusal = catchThrowableOfType(InvalidConfigException.class, () -> PARSER.parse(text));

        // Then
        assertThat(refusal).isNotNull();
    }
}
