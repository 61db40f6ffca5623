package io.fairlead.demo.node;

import static io.fairlead.demo.node.TestPods.container;
import static io.fairlead.demo.node.TestPods.keptUntilItsNodeStoppedIt;
import static io.fairlead.demo.node.TestPods.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How pods end: real processes on loopback. */
class PodEndTest {

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
    void aDeletedPodGetsItsGraceAndThenIsKilled() throws IOException {
        // Given
        node.create(keptUntilItsNodeStoppedIt(
                "shell",
                spec -> spec.editFirstContainer()
                        .withArgs("exec 2>/dev/null; trap 'echo asked' TERM; echo up; while :; do sleep 0.1; done")
                        .endContainer()
                        .withTerminationGracePeriodSeconds(1L)));
        await().atMost(TestNode.LONGEST)
                .untilAsserted(() -> assertThat(node.log("shell")).isEqualTo("up\n"));

        // When
        node.client().pods().inNamespace(TestPods.NAMESPACE).withName("shell").delete();

        // Then
        Pod killed = node.awaitPod("shell", pod -> container(pod).getState().getTerminated() != null);
        assertThat(container(killed).getState().getTerminated().getExitCode()).isEqualTo(137);
        assertThat(node.log("shell")).isEqualTo("up\nasked\n");
        await().atMost(TestNode.LONGEST)
                .untilAsserted(() -> assertThat(node.podFolders()).isEmptyDirectory());
    }

    @Test
    void aPodThatIsGoneLeavesNoProcess() throws IOException {
        // Given
        node.create(pod(
                "shell",
                spec -> spec.editFirstContainer()
                        .withArgs("echo $$; exec sleep 1000")
                        .endContainer()));
        await().atMost(TestNode.LONGEST)
                .untilAsserted(() -> assertThat(node.log("shell")).isNotEmpty());
        long pid = Long.parseLong(node.log("shell").strip());

        // When
        node.client()
                .pods()
                .inNamespace(TestPods.NAMESPACE)
                .withName("shell")
                .withGracePeriod(0)
                .delete();

        // Then
        await().atMost(TestNode.LONGEST)
                .untilAsserted(() -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                        .isEmpty());
    }
}
