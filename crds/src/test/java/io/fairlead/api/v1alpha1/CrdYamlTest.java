package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class CrdYamlTest {

    private static final Path SOURCES = Path.of("src/main/java/io/fairlead/api/v1alpha1");

    /** Kubernetes' own, which are quoted everywhere. */
    private static final List<String> CONDITION_STATUSES = List.of("True", "False");

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

    /** Without the descriptions: programs read it. */
    @Test
    void committedSchemaIsThatOfTheTypes() throws IOException {
        // Given
        Path committed =
                Path.of("src/main/resources/io/fairlead/api/v1alpha1/grpcloadbalancers.fairlead.io.schema.json");

        // When
        String generated = new CrdYaml(Javadoc.read(SOURCES)).schemaOf(GrpcLoadBalancer.class);

        // Then
        if (Boolean.getBoolean("crds.update")) {
            Files.writeString(committed, generated);
        }
        assertThat(committed).as("To update it: " + CrdYaml.UPDATE_COMMAND).hasContent(generated);
    }

    /** kubectl reads YAML 1.1, to which {@code on}, {@code no} and others are truth values. */
    @ParameterizedTest
    @ValueSource(classes = {GrpcLoadBalancer.class, ProxyReport.class})
    void eachNameAndValueIsTextInYamlWithoutQuotes(Class<? extends CustomResource<?, ?>> resource) throws IOException {
        // Given
        JsonNode definition = new CrdYaml(Javadoc.read(SOURCES)).definition(resource);

        // When
        List<String> words = new ArrayList<>();
        collect(definition, words);

        // Then
        words.removeAll(CONDITION_STATUSES);
        assertThat(words)
                .hasSizeGreaterThan(30)
                .allSatisfy(word -> assertThat(new Yaml().<Object>load(word)).isEqualTo(word));
    }

    private static void collect(JsonNode schema, List<String> words) {
        schema.path("properties").fieldNames().forEachRemaining(words::add);
        schema.path("enum").forEach(value -> words.add(value.asText()));
        schema.forEach(inner -> collect(inner, words));
    }
}
