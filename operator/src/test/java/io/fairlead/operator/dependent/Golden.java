package io.fairlead.operator.dependent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.operator.ClusterSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders of golden files: each folder is a case, with what is given and what comes out of it. */
record Golden(Path root) {

    private static final String UPDATE_COMMAND = "mvn -pl operator -am test -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dtest='DesiredObjectsTest,ServicePortsTest' -Ddesired.update=true";
    private static final KubernetesSerialization OBJECTS = ClusterSerialization.create();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    static Golden in(String folder) {
        return new Golden(Path.of("src/test/resources", folder));
    }

    /** Returns the names of the cases. */
    List<String> cases() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name, String file) {
        return root.resolve(name).resolve(file);
    }

    <T> T read(String name, String file, Class<T> type) {
        try {
            return OBJECTS.convertValue(YAML.readTree(file(name, file).toFile()), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that {@code object} is that of the case's golden file. */
    void assertSame(String name, String file, HasMetadata object) throws IOException {
        Path out = file(name, file);
        String written = YAML.writeValueAsString(OBJECTS.convertValue(object, JsonNode.class));
        if (Boolean.getBoolean("desired.update")) {
            Files.writeString(out, written);
        }
        assertThat(out).as("To update it: " + UPDATE_COMMAND).hasContent(written);
    }

    /** Returns all files there are. */
    List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
