package io.fairlead.demo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodFluent;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fairlead.demo.api.EmbeddedApi;
import io.fairlead.demo.testing.TestApi;
import io.fairlead.echo.EchoClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on loopback, and an API server in memory: nobody but the node agent acts on its objects. */
class NodeAgentTest {

    private static final String NAMESPACE = "shop";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> SHELL = List.of("/bin/sh", "-c");

    @TempDir
    private Path folder;

    private final Images images = new Images().put("shell", SHELL).put("echo", echo());
    private EmbeddedApi api;
    private NodeAgent node;

    @BeforeEach
    void startNode() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        api = TestApi.start("127.77.128.0/17", NAMESPACE);
        node = NodeAgent.start(
                api.client(),
                new NodeSettings("node", "127.77.0.0/17", folder.resolve("pods"), logs, Duration.ofMillis(250)),
                images);
    }

    @AfterEach
    void close() {
        node.close();
        api.close();
    }

    @Test
    void theNodeIsReady() {
        // When, Then
        assertThat(api.client().nodes().withName("node").get().getStatus().getConditions())
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
        create(pod);

        // Then
        Pod ready = awaitPod("echo", NodeAgentTest::isReady);
        assertThat(call(ready)).isEqualTo("echo");
        assertThat(ready.getStatus().getPodIP()).startsWith("127.77.");
        assertThat(ready.getStatus().getHostIP()).isEqualTo("127.77.0.1");
        assertThat(container(ready).getState().getRunning()).isNotNull();
        assertThat(container(ready).getRestartCount()).isZero();
    }

    @Test
    void aPodSeesItsEnvironmentItsFilesAndNothingOfTheNodes() {
        // Given
        api.client()
                .configMaps()
                .inNamespace(NAMESPACE)
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
        create(pod(
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
        String address = awaitPod("shell", NodeAgentTest::isReady).getStatus().getPodIP();
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(log("shell")).isEqualTo("name=shell bind=" + address + " host=shell home=.\nfirst"));
    }

    @Test
    void aPodWaitsForAConfigMapAndFollowsIt() {
        // Given
        create(pod(
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
        awaitPod("shell", pod -> waiting(pod, "ContainerCreating"));
        putConfig("first");
        awaitPod("shell", NodeAgentTest::isReady);

        // When
        putConfig("second");

        // Then
        await().atMost(LONGEST).untilAsserted(() -> assertThat(log("shell")).isEqualTo("second\n"));
    }

    private void putConfig(String text) {
        api.client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("config")
                        .endMetadata()
                        .addToData("a.txt", text)
                        .build())
                .createOr(existing -> existing.update());
    }

    @Test
    void aContainerThatEndsIsStartedAgainAtOnceAndThenLaterAndLater() {
        // When
        create(pod("shell", spec -> spec.editFirstContainer().withArgs("exit 3").endContainer()));

        // Then
        Pod crashing = awaitPod(
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
        List<String> reasons = reasonsToWait();
        create(pod(
                "pulled",
                spec -> spec.editFirstContainer()
                        .withImage("later:1")
                        .withArgs("exec sleep 1000")
                        .endContainer()));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(reasons).containsSubsequence("ErrImagePull", "ImagePullBackOff"));

        // When
        images.put("later", SHELL);

        // Then
        Pod running = awaitPod("pulled", NodeAgentTest::isReady);
        assertThat(container(running).getRestartCount()).isZero();
    }

    @Test
    void aContainerThatTheLivenessProbeFindsDeadIsRestarted() {
        // When
        create(pod(
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
        Pod restarted = awaitPod("shell", pod -> container(pod).getRestartCount() > 0);
        assertThat(container(restarted).getLastState().getTerminated().getExitCode())
                .isEqualTo(143);
    }

    @Test
    void aKindOfVolumeThatTheNodeHasNotIsNamed() {
        // When
        create(pod(
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
        Pod waiting = awaitPod(
                "shell",
                pod -> waiting(pod, "ContainerCreating")
                        && container(pod).getState().getWaiting().getMessage() != null);
        assertThat(container(waiting).getState().getWaiting().getMessage())
                .isEqualTo("volume disk (expected: a volume of type configMap or emptyDir)");
    }

    @Test
    void aDeletedPodGetsItsGraceAndThenIsKilled() throws IOException {
        // Given
        create(keptUntilItsNodeStoppedIt(
                "shell",
                spec -> spec.editFirstContainer()
                        .withArgs("exec 2>/dev/null; trap 'echo asked' TERM; echo up; while :; do sleep 0.1; done")
                        .endContainer()
                        .withTerminationGracePeriodSeconds(1L)));
        await().atMost(LONGEST).untilAsserted(() -> assertThat(log("shell")).isEqualTo("up\n"));

        // When
        api.client().pods().inNamespace(NAMESPACE).withName("shell").delete();

        // Then
        Pod killed = awaitPod("shell", pod -> container(pod).getState().getTerminated() != null);
        assertThat(container(killed).getState().getTerminated().getExitCode()).isEqualTo(137);
        assertThat(log("shell")).isEqualTo("up\nasked\n");
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(folder.resolve("pods")).isEmptyDirectory());
    }

    @Test
    void aPodThatIsGoneLeavesNoProcess() throws IOException {
        // Given
        create(pod(
                "shell",
                spec -> spec.editFirstContainer()
                        .withArgs("echo $$; exec sleep 1000")
                        .endContainer()));
        await().atMost(LONGEST).untilAsserted(() -> assertThat(log("shell")).isNotEmpty());
        long pid = Long.parseLong(log("shell").strip());

        // When
        api.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName("shell")
                .withGracePeriod(0)
                .delete();

        // Then
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                        .isEmpty());
    }

    @Test
    void aCrashedPodStaysReadyWhileItsPortRefusesUntilItRecovers() {
        // Given
        create(echoPod("echo"));
        Pod before = awaitPod("echo", NodeAgentTest::isReady);
        node.crash(NAMESPACE, "echo");
        Optional<String> whileCrashed = tryToCall(before);

        // When
        node.recover(NAMESPACE, "echo");

        // Then
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(tryToCall(before)).contains("echo"));
        assertThat(whileCrashed).isEmpty();
        assertThat(find("echo").getStatus()).isEqualTo(before.getStatus());
    }

    @Test
    void closingLeavesNeitherProcessNorFile() throws IOException {
        // Given
        create(pod(
                "shell",
                spec -> spec.editFirstContainer()
                        .withArgs("echo $$; exec sleep 1000")
                        .endContainer()));
        await().atMost(LONGEST).untilAsserted(() -> assertThat(log("shell")).isNotEmpty());
        long pid = Long.parseLong(log("shell").strip());

        // When
        node.close();

        // Then
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(folder.resolve("pods")).doesNotExist();
        assertThat(api.client().nodes().withName("node").get()).isNull();
    }

    private static List<String> echo() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.fairlead.echo.Main");
    }

    private static Pod echoPod(String name) {
        return pod(
                name,
                spec -> spec.editFirstContainer()
                        .withImage("echo")
                        .addNewPort()
                        .withName("grpc")
                        .withContainerPort(50051)
                        .endPort()
                        .withNewReadinessProbe()
                        .withNewTcpSocket()
                        .withNewPort("grpc")
                        .endTcpSocket()
                        .withPeriodSeconds(1)
                        .endReadinessProbe()
                        .endContainer());
    }

    private static Pod pod(String name, Consumer<PodFluent<PodBuilder>.SpecNested<PodBuilder>> change) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNodeName("node")
                .addNewContainer()
                .withName("main")
                .withImage("shell")
                .endContainer()
                .endSpec();
        var spec = pod.editSpec();
        change.accept(spec);
        return spec.endSpec().build();
    }

    /** Returns a pod that is still there when its node has ended it, so that its last status can be read. */
    private static Pod keptUntilItsNodeStoppedIt(
            String name, Consumer<PodFluent<PodBuilder>.SpecNested<PodBuilder>> change) {
        return new PodBuilder(pod(name, change))
                .editMetadata()
                .addToFinalizers("test/kept")
                .endMetadata()
                .build();
    }

    private void create(Pod pod) {
        api.client().resource(pod).create();
    }

    private Pod find(String name) {
        return api.client().pods().inNamespace(NAMESPACE).withName(name).get();
    }

    private Pod awaitPod(String name, Predicate<Pod> expected) {
        return await().atMost(LONGEST)
                .until(
                        () -> find(name),
                        pod -> !pod.getStatus().getContainerStatuses().isEmpty() && expected.test(pod));
    }

    private static ContainerStatus container(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst();
    }

    private static boolean waiting(Pod pod, String reason) {
        return container(pod).getState().getWaiting() != null
                && container(pod).getState().getWaiting().getReason().equals(reason);
    }

    /** Returns why containers wait, each reason as it comes. */
    private List<String> reasonsToWait() {
        List<String> reasons = new CopyOnWriteArrayList<>();
        api.client().pods().inNamespace(NAMESPACE).watch(new Watcher<>() {

            @Override
            public void eventReceived(Action action, Pod pod) {
                pod.getStatus().getContainerStatuses().stream()
                        .map(container -> container.getState().getWaiting())
                        .filter(Objects::nonNull)
                        .forEach(waiting -> reasons.add(waiting.getReason()));
            }

            @Override
            public void onClose(WatcherException cause) {}
        });
        return reasons;
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private String log(String pod) throws IOException {
        Path file = folder.resolve("logs").resolve(NAMESPACE + "_" + pod + "_main.log");
        return Files.exists(file) ? Files.readString(file) : "";
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
