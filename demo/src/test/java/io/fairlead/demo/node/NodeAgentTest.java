package io.fairlead.demo.node;

import static io.fairlead.demo.node.TestPods.container;
import static io.fairlead.demo.node.TestPods.echoPod;
import static io.fairlead.demo.node.TestPods.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.echo.EchoClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on loopback, and an API server in memory: nobody but the node agent acts on its objects. */
class NodeAgentTest {

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
    void theNodeIsReady() {
        // When, Then
        assertThat(node.client().nodes().withName("node").get().getStatus().getConditions())
                .singleElement()
                .satisfies(condition -> {
                    assertThat(condition.getType()).isEqualTo("Ready");
                    assertThat(condition.getStatus()).isEqualTo("True");
                });
    }

    @Test
    void aPodIsReadyOnceItsProbePasses() {
        // Given
        Pod pod = echoPod("echo");

        // When
        node.create(pod);

        // Then
        Pod ready = node.awaitPod("echo", TestPods::isReady);
        assertThat(call(ready)).isEqualTo("echo");
        assertThat(ready.getStatus().getPodIP()).startsWith("127.77.");
        assertThat(ready.getStatus().getHostIP()).isEqualTo(node.address());
        assertThat(container(ready).getState().getRunning()).isNotNull();
        assertThat(container(ready).getRestartCount()).isZero();
    }

    @Test
    void aCrashedPodStaysReadyWhileItsPortRefusesUntilItRecovers() {
        // Given
        node.create(echoPod("echo"));
        Pod before = node.awaitPod("echo", TestPods::isReady);
        node.agent().crash(TestPods.NAMESPACE, "echo");
        Optional<String> whileCrashed = tryToCall(before);

        // When
        node.agent().recover(TestPods.NAMESPACE, "echo");

        // Then
        await().atMost(TestNode.LONGEST)
                .untilAsserted(() -> assertThat(tryToCall(before)).contains("echo"));
        assertThat(whileCrashed).isEmpty();
        assertThat(node.find("echo").getStatus()).isEqualTo(before.getStatus());
    }

    @Test
    void closingLeavesNeitherProcessNorFile() throws IOException {
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
        node.agent().close();

        // Then
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(node.podFolders()).doesNotExist();
        assertThat(node.client().nodes().withName("node").get()).isNull();
    }

    private static String call(Pod pod) {
        try (EchoClient client =
                EchoClient.of(new InetSocketAddress(pod.getStatus().getPodIP(), 50051))) {
            return client.serverName();
        }
    }

    /** Returns what a call returns, or nothing where its connection is refused. */
    private static Optional<String> tryToCall(Pod pod) {
        try {
            return Optional.of(call(pod));
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            return Optional.empty();
        }
    }
}
