package io.fairlead.demo.node;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fairlead.demo.api.EmbeddedApi;
import io.fairlead.demo.testing.TestApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A node agent, and an API server in memory on which nobody else acts; it has the images {@code shell} and {@code echo}. */
final class TestNode implements AutoCloseable {

    static final Duration LONGEST = Duration.ofSeconds(60);
    static final List<String> SHELL = List.of("/bin/sh", "-c");

    /** Each has addresses of its own: others may run beside it. */
    private static final AtomicInteger NODES = new AtomicInteger();

    private final String network = "127.77." + NODES.getAndIncrement();
    private final Images images = new Images().put("shell", SHELL).put("echo", echo());
    private final Path folder;
    private final EmbeddedApi api;
    private final NodeAgent agent;

    private TestNode(Path folder) throws IOException {
        this.folder = folder;
        Path logs = Files.createDirectory(folder.resolve("logs"));
        api = TestApi.start("127.77.128.0/17", TestPods.NAMESPACE);
        agent = NodeAgent.start(
                api.client(),
                new NodeSettings("node", network + ".0/24", podFolders(), logs, Duration.ofMillis(250)),
                images);
    }

    /** Starts one that has its files in {@code folder}, which is empty. */
    static TestNode start(Path folder) throws IOException {
        return new TestNode(folder);
    }

    private static List<String> echo() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.fairlead.echo.Main");
    }

    KubernetesClient client() {
        return api.client();
    }

    NodeAgent agent() {
        return agent;
    }

    Images images() {
        return images;
    }

    /** Returns the node's own address. */
    String address() {
        return network + ".1";
    }

    /** Returns where it keeps the files of its pods. */
    Path podFolders() {
        return folder.resolve("pods");
    }

    void create(Pod pod) {
        api.client().resource(pod).create();
    }

    Pod find(String name) {
        return api.client()
                .pods()
                .inNamespace(TestPods.NAMESPACE)
                .withName(name)
                .get();
    }

    Pod awaitPod(String name, Predicate<Pod> expected) {
        return await().atMost(LONGEST)
                .until(
                        () -> find(name),
                        pod -> !pod.getStatus().getContainerStatuses().isEmpty() && expected.test(pod));
    }

    /** Returns why containers wait, each reason as it comes. */
    List<String> reasonsToWait() {
        List<String> reasons = new CopyOnWriteArrayList<>();
        api.client().pods().inNamespace(TestPods.NAMESPACE).watch(new Watcher<>() {

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

    String log(String pod) throws IOException {
        Path file = folder.resolve("logs").resolve(TestPods.NAMESPACE + "_" + pod + "_main.log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @Override
    public void close() {
        agent.close();
        api.close();
    }
}
