package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one pod on the node: prepared, run, told of in its status, stopped, and deleted. It is decided on a loop of its own, to
 * which the methods that others call hand over.
 */
final class PodRunner {

    private static final Logger log = LoggerFactory.getLogger(PodRunner.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

    private final NodeResources node;
    private final Pod pod;
    private final PodApi api;
    private final PodLoop loop;
    private final PodFolder folder;
    private final String address;
    private final List<ContainerRunner> containers;
    private final Instant taken = Instant.now();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private PodStatus written;
    private boolean prepared;
    private boolean stopping;
    private boolean gone;

    PodRunner(NodeResources node, Pod pod) {
        this.node = node;
        this.pod = pod;
        api = new PodApi(node.client(), pod);
        loop = new PodLoop(pod.getMetadata().getName());
        folder = new PodFolder(node, pod);
        address = node.addresses().take();
        written = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        containers = pod.getSpec().getContainers().stream().map(this::runner).toList();
    }

    private ContainerRunner runner(Container container) {
        return new ContainerRunner(
                container,
                new ContainerLauncher(node, pod, container, address, folder, loop),
                loop,
                node.settings().backoff(),
                grace(pod.getSpec().getTerminationGracePeriodSeconds()),
                this::containersChanged);
    }

    private static Duration grace(@Nullable Long seconds) {
        return seconds == null ? DEFAULT_GRACE : Duration.ofSeconds(seconds);
    }

    boolean is(String namespace, String name) {
        return pod.getMetadata().getNamespace().equals(namespace)
                && pod.getMetadata().getName().equals(name);
    }

    void begin() {
        loop.execute(this::prepare);
    }

    private void prepare() {
        if (stopping) {
            return;
        }
        try {
            folder.prepare();
            prepared = true;
            containers.forEach(ContainerRunner::start);
        } catch (IOException | ContainerConfigException | KubernetesClientException e) {
            containers.forEach(container -> container.waitFor(String.valueOf(e.getMessage())));
            loop.schedule(RETRY, this::prepare);
        }
        containersChanged();
    }

    /** Brings its files up to date where it has one of the ConfigMaps of {@code namespace}. */
    void configMapsChanged(String namespace) {
        if (pod.getMetadata().getNamespace().equals(namespace)) {
            loop.execute(this::syncVolumes);
        }
    }

    private void syncVolumes() {
        if (!prepared || stopping) {
            return;
        }
        try {
            folder.volumes().sync();
        } catch (IOException | ContainerConfigException e) {
            log.atWarn()
                    .setMessage("files of a pod stay as they are")
                    .addKeyValue("pod", pod.getMetadata().getName())
                    .addKeyValue("reason", e.getMessage())
                    .log();
        }
    }

    /** Stops it where the API says that it is to be deleted. */
    void changed(Pod now) {
        if (now.getMetadata().getDeletionTimestamp() != null) {
            Long asked = now.getMetadata().getDeletionGracePeriodSeconds();
            Long usual = now.getSpec().getTerminationGracePeriodSeconds();
            loop.execute(() -> stop(grace(asked == null ? usual : asked)));
        }
    }

    private void stop(Duration grace) {
        if (!stopping) {
            stopping = true;
            containers.forEach(ContainerRunner::terminate);
            loop.schedule(grace, this::kill);
            containersChanged();
        }
    }

    /** Ends it at once: the API has it no more, or the node ends. Completes when no process and no file is left. */
    CompletableFuture<?> remove() {
        loop.execute(() -> {
            gone = true;
            stop(Duration.ZERO);
            kill();
            containersChanged();
        });
        return ended;
    }

    private void kill() {
        containers.forEach(ContainerRunner::kill);
    }

    private void containersChanged() {
        if (!gone) {
            PodStatus now = PodStatuses.of(
                    written,
                    address,
                    node.addresses().node(),
                    taken,
                    containers.stream().map(ContainerRunner::status).toList(),
                    Instant.now());
            if (!now.equals(written)) {
                written = now;
                api.write(now);
            }
        }
        if (stopping && containers.stream().noneMatch(ContainerRunner::runs)) {
            finish();
        }
    }

    private void finish() {
        loop.end();
        node.addresses().giveBack(address);
        try {
            folder.delete();
        } catch (IOException e) {
            log.atWarn()
                    .setMessage("files of a pod cannot be deleted")
                    .addKeyValue("folder", folder.path())
                    .addKeyValue("reason", e.getMessage())
                    .log();
        }
        if (gone) {
            api.end();
        } else {
            api.delete(api::end);
        }
        ended.complete(null);
    }

    /** Kills its processes without the node taking note: its status stays as it is. Completes when they have ended. */
    CompletableFuture<?> crash() {
        return onLoop(() -> CompletableFuture.allOf(
                containers.stream().map(ContainerRunner::crash).toArray(CompletableFuture<?>[]::new)));
    }

    /** Starts the processes again that {@link #crash} killed, as quietly. */
    CompletableFuture<?> recover() {
        return onLoop(() -> {
            for (ContainerRunner container : containers) {
                container.recover();
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    private interface Task {

        CompletableFuture<?> run() throws IOException, ContainerConfigException;
    }

    private CompletableFuture<?> onLoop(Task task) {
        CompletableFuture<@Nullable Object> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                task.run().thenAccept(result -> done.complete(null));
            } catch (IOException | ContainerConfigException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
