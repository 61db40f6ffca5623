package io.fairlead.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigBinderTest {

    @ParameterizedTest
    @ValueSource(strings = {"aliases", "everything", "minimal"})
    void bindsAsTheAnnotationsOfTheTypesSay(String name) throws Exception {
        // Given
        Path file = Path.of("src/test/resources/config/valid-%s.yaml".formatted(name));
        ObjectNode resource = YamlReader.read(Files.readString(file));

        // When
        GrpcLoadBalancer bound = new ConfigBinder().bind(resource);

        // Then
        GrpcLoadBalancer annotated = new ObjectMapper().treeToValue(resource, GrpcLoadBalancer.class);
        assertThat(bound.getSpec()).isEqualTo(annotated.getSpec());
        assertThat(bound.getMetadata())
                .usingRecursiveComparison()
                .comparingOnlyFields("name", "namespace", "uid", "generation")
                .isEqualTo(annotated.getMetadata());
    }
}
