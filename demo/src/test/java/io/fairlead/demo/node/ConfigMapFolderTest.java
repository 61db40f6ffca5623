package io.fairlead.demo.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSourceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigMapFolderTest {

    private static final ConfigMapVolumeSource WHOLE = new ConfigMapVolumeSource();

    @TempDir
    private Path folder;

    @Test
    void eachKeyIsAFile() throws Exception {
        // Given
        ConfigMap configMap = new ConfigMapBuilder()
                .addToData("a.yaml", "one")
                .addToBinaryData("b.bin", Base64.getEncoder().encodeToString("two".getBytes(UTF_8)))
                .build();

        // When
        new ConfigMapFolder(folder).write(configMap, WHOLE);

        // Then
        assertThat(files()).isEqualTo(Map.of("a.yaml", "one", "b.bin", "two"));
    }

    @Test
    void itFollowsTheConfigMap() throws Exception {
        // Given
        ConfigMapFolder files = new ConfigMapFolder(folder);
        files.write(data(Map.of("a", "1", "b", "1", "c", "1")), WHOLE);

        // When
        files.write(data(Map.of("a", "2", "b", "1", "d", "2")), WHOLE);

        // Then
        assertThat(files()).isEqualTo(Map.of("a", "2", "b", "1", "d", "2"));
    }

    @Test
    void allFilesOfAVersionAreReplacedAtOnce() throws Exception {
        // Given
        ConfigMapFolder files = new ConfigMapFolder(folder);
        files.write(data(Map.of("a", "1", "b", "1")), WHOLE);
        Path before = folder.resolve("..data").toRealPath();

        // When
        files.write(data(Map.of("a", "2", "b", "2")), WHOLE);

        // Then
        assertThat(folder.resolve("a").toRealPath().getParent())
                .isEqualTo(folder.resolve("b").toRealPath().getParent())
                .isNotEqualTo(before);
        assertThat(before).doesNotExist();
    }

    @Test
    void whatDidNotChangeIsNotWrittenAgain() throws Exception {
        // Given
        ConfigMapFolder files = new ConfigMapFolder(folder);
        files.write(data(Map.of("a", "1")), WHOLE);
        Path before = folder.resolve("a").toRealPath();

        // When
        files.write(data(Map.of("a", "1")), WHOLE);

        // Then
        assertThat(folder.resolve("a").toRealPath()).isEqualTo(before);
    }

    @Test
    void onlyTheItemsThatAreAskedForAreThere() throws Exception {
        // Given
        ConfigMapVolumeSource some = new ConfigMapVolumeSourceBuilder()
                .addNewItem("a", null, "folder/file")
                .addNewItem("missing", null, "other")
                .build();

        // When
        new ConfigMapFolder(folder).write(data(Map.of("a", "1", "b", "1")), some);

        // Then
        assertThat(files().keySet()).containsExactly("folder");
        assertThat(folder.resolve("folder/file")).content().isEqualTo("1");
    }

    private static ConfigMap data(Map<String, String> data) {
        return new ConfigMapBuilder().withData(data).build();
    }

    /** Returns the files that do not begin with two dots, with their contents. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                String name = path.getFileName().toString();
                if (!name.startsWith("..")) {
                    found.put(name, Files.isDirectory(path) ? "" : Files.readString(path));
                }
            }
        }
        return found;
    }
}
