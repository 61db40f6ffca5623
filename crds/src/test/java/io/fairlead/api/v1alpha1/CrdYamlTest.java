package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrdYamlTest {

    private static final Path SOURCES = Path.of("src/main/java/io/fairlead/api/v1alpha1");

    @ParameterizedTest
    @ValueSource(classes = {GrpcLoadBalancer.class, ProxyReport.class})
    void committedYamlIsWhatTheTypesSay(Class<? extends CustomResource<?, ?>> resource) throws IOException {
        // Given
        Path committed = Path.of(HasMetadata.getFullResourceName(resource) + ".yaml");

        // When
        String generated = new CrdYaml(Javadoc.read(SOURCES)).of(resource);

        // Then
        if (Boolean.getBoolean("crds.update")) {
            Files.writeString(committed, generated);
        }
        assertThat(committed).as("To update it: " + CrdYaml.UPDATE_COMMAND).hasContent(generated);
    }
}
