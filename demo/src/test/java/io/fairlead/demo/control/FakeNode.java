package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A node that says of its pods that they run, without running anything. It takes those alone that ask for it by {@link #LABEL}, and tolerate all.
 */
public final class FakeNode implements AutoCloseable {

    static final String LABEL = "kubernetes.io/hostname";

    private static final Map<String, Quantity> ROOM =
            Map.of("cpu", new Quantity("64"), "memory", new Quantity("64Gi"), "pods", new Quantity("500"));
    private static final int SUBNET = 250;

    private final KubernetesClient client;
    private final String name = "fake-" + UUID.randomUUID();
    private final AtomicInteger addresses = new AtomicInteger();
    private final Map<String, String> ready = new ConcurrentHashMap<>();
    private final Map<String, String> ips = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Pod> pods;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile Predicate<Pod> becomesReady = pod -> true;
    private volatile Predicate<Pod> ends = pod -> true;

    private FakeNode(KubernetesClient client) {
        this.client = client;
        pods = client.pods().inAnyNamespace().runnableInformer(0);
    }

    /** Registers a node, and looks after its pods from then on. */
    public static FakeNode start(KubernetesClient client) {
        FakeNode node = new FakeNode(client);
        node.register();
        node.pods.addEventHandler(node.new Changes()).run();
        return node;
    }

    private void register() {
        client.nodes()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels(LABEL, name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewTaint("NoSchedule", LABEL, null, name)
                        .endSpec()
                        .build())
                .create();
        untilNoConflict(() -> client.nodes()
                .withName(name)
                .subresource("status")
                .edit(node -> new NodeBuilder(node)
                        .editOrNewStatus()
                        .withCapacity(ROOM)
                        .withAllocatable(ROOM)
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build()));
    }

    /** Edits what others write to, too, such as the controllers of nodes. */
    private static void untilNoConflict(Runnable edit) {
        boolean done = false;
        while (!done) {
            try {
                edit.run();
                done = true;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
            }
        }
    }

    String name() {
        return name;
    }

    /** Has such pods be ready, and no other, from now on. */
    void readyWhere(Predicate<Pod> which) {
        becomesReady = which;
        pods.getStore().list().forEach(this::later);
    }

    /** Has such pods end when they are told to, and no other; those that were told before, too. */
    void endsWhere(Predicate<Pod> which) {
        ends = which;
        pods.getStore().list().forEach(this::later);
    }

    /** Says that a pod has ended for good, and failed. */
    void fail(Pod pod) {
        tell(pod, status -> status.editOrNewStatus().withPhase("Failed").endStatus());
    }

    private void later(Pod pod) {
        try {
            thread.execute(() -> lookAfter(pod));
        } catch (RejectedExecutionException e) {
            ready.remove(pod.getMetadata().getUid());
        }
    }

    private void lookAfter(Pod pod) {
        if (!name.equals(pod.getSpec().getNodeName())) {
            return;
        }
        String now = becomesReady.test(pod) ? "True" : "False";
        if (pod.getMetadata().getDeletionTimestamp() != null && ends.test(pod)) {
            client.resource(pod).withGracePeriod(0).delete();
        } else if (!now.equals(ready.put(pod.getMetadata().getUid(), now))) {
            tellReady(pod, now);
        }
    }

    private void tellReady(Pod pod, String now) {
        String ip = ips.computeIfAbsent(pod.getMetadata().getUid(), uid -> {
            int number = addresses.getAndIncrement();
            return "198.18.%d.%d".formatted(number / SUBNET, 1 + number % SUBNET);
        });
        tell(
                pod,
                status -> status.editOrNewStatus()
                        .withPhase("Running")
                        .withPodIP(ip)
                        .withPodIPs()
                        .addNewPodIP(ip)
                        .removeMatchingFromConditions(condition -> "Ready".equals(condition.getType()))
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(now)
                        .withLastTransitionTime(Times.text(Instant.now()))
                        .endCondition()
                        .endStatus());
    }

    private void tell(Pod pod, UnaryOperator<PodBuilder> change) {
        try {
            untilNoConflict(() -> client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .subresource("status")
                    .edit(current -> change.apply(new PodBuilder(current)).build()));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /**
     * Takes no news of pods from then on, and ends what it has begun. To interrupt a request would have it throw, with nobody to catch it,
     * and Awaitility fails whatever test waits at that time for an exception that nobody caught.
     */
    @Override
    public void close() {
        pods.stop();
        thread.close();
        client.nodes().withName(name).delete();
    }

    private final class Changes implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            later(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            later(pod);
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            ready.remove(pod.getMetadata().getUid());
        }
    }
}
