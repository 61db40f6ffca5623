package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiPageTest {

    private static final Path SOURCES = Path.of("src/main/java/io/fairlead/api/v1alpha1");
    private static final String EXAMPLE = "valid-example.yaml";

    @Test
    void committedPageIsWhatTheTypesSay() throws IOException {
        // Given
        Path committed = Path.of("../docs/api.md");
        Javadoc javadoc = Javadoc.read(SOURCES);
        Examples examples = Examples.read(
                ValidationFiles.all().map(files -> files.file(EXAMPLE)).toList());

        // When
        String generated = new ApiPage(
                        javadoc, new CrdYaml(javadoc), List.of(GrpcLoadBalancer.class, ProxyReport.class), examples)
                .text();

        // Then
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(committed, generated);
        }
        assertThat(committed).as("To update it: " + ApiPage.UPDATE_COMMAND).hasContent(generated);
    }
}
