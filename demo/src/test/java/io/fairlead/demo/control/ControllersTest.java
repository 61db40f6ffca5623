package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.demo.api.EmbeddedApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Controllers that begin where others ended. */
class ControllersTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private EmbeddedApi api;
    private KubernetesClient client;

    @BeforeEach
    void startApi() throws IOException {
        api = EmbeddedApi.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "127.64.128.0/17");
        client = api.client();
    }

    @AfterEach
    void closeApi() {
        api.close();
    }

    private static Deployment deployment(int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("echo")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", "echo")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "echo")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("echo")
                .withImage("echo")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private List<String> names() {
        return client.pods().inNamespace("default").list().getItems().stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    @Test
    void anotherBeginningFindsWhatTheLastOneMade() {
        // Given
        client.resource(deployment(3)).create();
        try (Controllers first = Controllers.start(client)) {
            await().atMost(LONGEST).until(() -> names().size() == 3);
        }
        List<String> before = names();
        try (PodHistory history = PodHistory.follow(client, "default")) {

            // When
            try (Controllers second = Controllers.start(client)) {
                client.apps()
                        .deployments()
                        .inNamespace("default")
                        .withName("echo")
                        .scale(4);
                await().atMost(LONGEST).until(() -> names().size() == 4);
            }

            // Then
            assertThat(history.active().getMax()).isEqualTo(4);
            assertThat(names()).containsAll(before);
        }
    }
}
