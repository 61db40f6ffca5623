package io.fairlead.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    @TempDir
    private Path folder;

    @Test
    void largestFileIsReadWhole() throws IOException, InvalidConfigException {
        // Given
        Path file = Files.writeString(folder.resolve("large.yaml"), "é".repeat(1 << 19));

        // When
        String text = ConfigFile.read(file);

        // Then
        assertThat(text).isEqualTo("é".repeat(1 << 19));
    }

    @Test
    void missingFileIsSaid() {
        assertRefused(folder.resolve("missing.yaml"), "no such file (expected: a GrpcLoadBalancer in YAML)");
    }

    @Test
    void folderIsSaid() {
        assertRefused(folder, "is a directory (expected: a GrpcLoadBalancer in YAML)");
    }

    @Test
    void fileThatIsTooLargeIsSaid() throws IOException {
        Path file = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);

        assertRefused(file, "larger than 1 MiB (expected: a GrpcLoadBalancer in YAML, at most 1 MiB)");
    }

    @Test
    void fileThatIsNotUtf8IsSaid() throws IOException {
        Path file = Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', (byte) 0xe9, 'b'});

        assertRefused(file, "not UTF-8 (expected: a GrpcLoadBalancer in YAML, in UTF-8)");
    }

    @Test
    void linkThatLeadsNowhereIsSaid() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), folder.resolve("gone.yaml"));

        assertRefused(link, "no such file (expected: a GrpcLoadBalancer in YAML)");
    }

    private static void assertRefused(Path file, String fault) {
        assertThatThrownBy(() -> ConfigFile.read(file))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(fault);
    }
}
