package io.fairlead.demo.node;

import static io.fairlead.demo.node.TestPods.container;
import static io.fairlead.demo.node.TestPods.pod;
import static io.fairlead.demo.node.TestPods.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files and the environment that a pod sees: real processes on loopback. */
class PodVolumesTest {

    @TempDir
    private Path folder;

    private TestNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = TestNode.start(folder);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aPodSeesItsEnvironmentItsFilesAndNothingOfTheNodes() {
        // Given
        node.client()
                .configMaps()
                .inNamespace(TestPods.NAMESPACE)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("config")
                        .endMetadata()
                        .addToData("a.txt", "first")
                        .build())
                .create();
        String script =
                "echo name=$NAME bind=$FAIRLEAD_BIND_ADDRESS host=$HOSTNAME home=$HOME.; cat $FILE; exec sleep 1000";

        // When
        node.create(pod(
                "shell",
                spec -> spec.editFirstContainer()
                        .withArgs(script)
                        .addNewEnv()
                        .withName("NAME")
                        .withNewValueFrom()
                        .withNewFieldRef(null, "metadata.name")
                        .endValueFrom()
                        .endEnv()
                        .addNewEnv()
                        .withName("FILE")
                        .withValue("/etc/config/a.txt")
                        .endEnv()
                        .addNewVolumeMount()
                        .withName("config")
                        .withMountPath("/etc/config")
                        .endVolumeMount()
                        .endContainer()
                        .addNewVolume()
                        .withName("config")
                        .withNewConfigMap()
                        .withName("config")
                        .endConfigMap()
                        .endVolume()));

        // Then
        String address = node.awaitPod("shell", TestPods::isReady).getStatus().getPodIP();
        await().atMost(TestNode.LONGEST)
                .untilAsserted(() -> assertThat(node.log("shell"))
                        .isEqualTo("name=shell bind=" + address + " host=shell home=.\nfirst"));
    }

    @Test
    void aPodWaitsForAConfigMapAndFollowsIt() {
        // Given
        node.create(pod(
                "shell",
                spec -> spec.editFirstContainer()
                        .withArgs("while ! grep second $FILE; do sleep 0.1; done; exec sleep 1000")
                        .addNewEnv()
                        .withName("FILE")
                        .withValue("/etc/config/a.txt")
                        .endEnv()
                        .addNewVolumeMount()
                        .withName("config")
                        .withMountPath("/etc/config")
                        .endVolumeMount()
                        .endContainer()
                        .addNewVolume()
                        .withName("config")
                        .withNewConfigMap()
                        .withName("config")
                        .endConfigMap()
                        .endVolume()));
        node.awaitPod("shell", pod -> waiting(pod, "ContainerCreating"));
        putConfig("first");
        node.awaitPod("shell", TestPods::isReady);

        // When
        putConfig("second");

        // Then
        await().atMost(TestNode.LONGEST)
                .untilAsserted(() -> assertThat(node.log("shell")).isEqualTo("second\n"));
    }

    private void putConfig(String text) {
        node.client()
                .configMaps()
                .inNamespace(TestPods.NAMESPACE)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("config")
                        .endMetadata()
                        .addToData("a.txt", text)
                        .build())
                .createOr(existing -> existing.update());
    }

    @Test
    void aKindOfVolumeThatTheNodeHasNotIsNamed() {
        // When
        node.create(pod(
                "shell",
                spec -> spec.addNewVolume()
                        .withName("disk")
                        .withNewHostPath("/", "")
                        .endVolume()
                        .editFirstContainer()
                        .addNewVolumeMount()
                        .withName("disk")
                        .withMountPath("/disk")
                        .endVolumeMount()
                        .endContainer()));

        // Then
        Pod waiting = node.awaitPod(
                "shell",
                pod -> waiting(pod, "ContainerCreating")
                        && container(pod).getState().getWaiting().getMessage() != null);
        assertThat(container(waiting).getState().getWaiting().getMessage())
                .isEqualTo("volume disk (expected: a volume of type configMap or emptyDir)");
    }
}
