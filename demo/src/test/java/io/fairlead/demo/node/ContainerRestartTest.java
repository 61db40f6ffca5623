package io.fairlead.demo.node;

import static io.fairlead.demo.node.TestPods.container;
import static io.fairlead.demo.node.TestPods.pod;
import static io.fairlead.demo.node.TestPods.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a container that ends, or that does not begin: real processes on loopback. */
class ContainerRestartTest {

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
    void aContainerThatEndsIsStartedAgainAtOnceAndThenLaterAndLater() {
        // When
        node.create(pod(
                "shell", spec -> spec.editFirstContainer().withArgs("exit 3").endContainer()));

        // Then
        Pod crashing = node.awaitPod(
                "shell",
                pod -> waiting(pod, "CrashLoopBackOff") && container(pod).getRestartCount() > 1);
        assertThat(container(crashing).getLastState().getTerminated().getExitCode())
                .isEqualTo(3);
        assertThat(container(crashing).getReady()).isFalse();
        assertThat(crashing.getStatus().getPhase()).isEqualTo("Running");
    }

    @Test
    void anUnknownImageIsPulledAgainUntilItIsThere() {
        // Given
        List<String> reasons = node.reasonsToWait();
        node.create(pod(
                "pulled",
                spec -> spec.editFirstContainer()
                        .withImage("later:1")
                        .withArgs("exec sleep 1000")
                        .endContainer()));
        await().atMost(TestNode.LONGEST)
                .untilAsserted(() -> assertThat(reasons).containsSubsequence("ErrImagePull", "ImagePullBackOff"));

        // When
        node.images().put("later", TestNode.SHELL);

        // Then
        Pod running = node.awaitPod("pulled", TestPods::isReady);
        assertThat(container(running).getRestartCount()).isZero();
    }

    @Test
    void aContainerThatTheLivenessProbeFindsDeadIsRestarted() {
        // When
        node.create(pod(
                "shell",
                spec -> spec.editFirstContainer()
                        .withArgs("exec sleep 1000")
                        .withNewLivenessProbe()
                        .withNewTcpSocket()
                        .withNewPort(9)
                        .endTcpSocket()
                        .withFailureThreshold(1)
                        .endLivenessProbe()
                        .endContainer()));

        // Then
        Pod restarted = node.awaitPod("shell", pod -> container(pod).getRestartCount() > 0);
        assertThat(container(restarted).getLastState().getTerminated().getExitCode())
                .isEqualTo(143);
    }
}
