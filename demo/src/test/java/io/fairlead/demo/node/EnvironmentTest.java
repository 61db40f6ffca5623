package io.fairlead.demo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private static final Pod POD = new PodBuilder()
            .withNewMetadata()
            .withName("echo-1")
            .withNamespace("shop")
            .withUid("u-1")
            .endMetadata()
            .withNewSpec()
            .withNodeName("node")
            .endSpec()
            .build();

    private static final MountedPaths PATHS = new MountedPaths(Map.of("/etc/fairlead", Path.of("/pod/config")));

    @Test
    void valuesAndFieldsOfThePodAreGiven() throws Exception {
        // Given
        Container container = fields(
                        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "status.podIP")
                .addNewEnv()
                .withName("CONFIG")
                .withValue("/etc/fairlead/a.yaml")
                .endEnv()
                .addNewEnv()
                .withName("EMPTY")
                .endEnv()
                .build();

        // When
        Map<String, String> environment = Environment.of(POD, container, "198.18.0.2", PATHS);

        // Then
        assertThat(environment)
                .containsExactly(
                        Map.entry("metadata.name", "echo-1"),
                        Map.entry("metadata.namespace", "shop"),
                        Map.entry("metadata.uid", "u-1"),
                        Map.entry("spec.nodeName", "node"),
                        Map.entry("status.podIP", "198.18.0.2"),
                        Map.entry("CONFIG", "/pod/config/a.yaml"),
                        Map.entry("EMPTY", ""));
    }

    @Test
    void whatTheNodeCannotGiveIsNamed() {
        // Given
        Container container = fields("metadata.labels").build();

        // When, Then
        assertThatThrownBy(() -> Environment.of(POD, container, "198.18.0.2", PATHS))
                .isInstanceOf(ContainerConfigException.class)
                .hasMessageStartingWith("env metadata.labels: ")
                .hasMessageContaining("expected: fieldRef metadata.name");
    }

    private static ContainerBuilder fields(String... paths) {
        return new ContainerBuilder()
                .withEnv(Stream.of(paths)
                        .map(path -> new EnvVarBuilder()
                                .withName(path)
                                .withNewValueFrom()
                                .withNewFieldRef(null, path)
                                .endValueFrom()
                                .build())
                        .toList());
    }
}
