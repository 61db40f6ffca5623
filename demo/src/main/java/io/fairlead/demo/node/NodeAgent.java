package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of a cluster: it registers itself, and runs each pod that is bound to it as processes of this machine, on an address of the
 * pod's own, which {@code FAIRLEAD_BIND_ADDRESS} tells. What a pod of a Deployment sees of a kubelet it sees here: its environment,
 * ConfigMap and emptyDir volumes, probes, restarts, SIGTERM and grace. Instead of a mounted token it has {@code KUBECONFIG}. Nothing
 * isolates the processes from the machine, and nothing limits them.
 */
public final class NodeAgent implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeAgent.class);
    private static final long LONGEST_END_SECONDS = 20;

    private final NodeResources node;
    private final NodeRegistration registration;
    private final Map<String, PodRunner> pods = new ConcurrentHashMap<>();
    private final SharedIndexInformer<ConfigMap> configMaps;
    private final SharedIndexInformer<Pod> all;

    private NodeAgent(KubernetesClient client, NodeSettings settings, Images images) {
        registration = new NodeRegistration(client, settings.name());
        configMaps = client.configMaps().inAnyNamespace().runnableInformer(0);
        node = new NodeResources(
                settings,
                client,
                images,
                new PodAddresses(settings.podRange()),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                this::configMap);
        all = client.pods().inAnyNamespace().runnableInformer(0);
    }

    /**
     * Registers the node, and runs its pods from then on.
     *
     * @param client may do all that a kubelet does; it is not closed
     * @throws IllegalArgumentException where the settings are wrong
     * @throws KubernetesClientException where the API server does not answer or refuses
     */
    public static NodeAgent start(KubernetesClient client, NodeSettings settings, Images images) throws IOException {
        NodeAgent agent = new NodeAgent(client, settings, images);
        Files.createDirectories(settings.folder());
        agent.registration.create(agent.node.addresses().node());
        agent.configMaps.addEventHandler(agent.new ConfigMapChanges()).run();
        agent.all.addEventHandler(agent.new PodChanges()).run();
        return agent;
    }

    private @Nullable ConfigMap configMap(String namespace, String name) {
        return configMaps.getStore().getByKey(namespace + "/" + name);
    }

    /**
     * Kills a pod's processes while the node does not notice: the pod stays ready, and in its Services, and its ports refuse. Returns
     * when they have ended.
     *
     * @throws IllegalArgumentException where the node has no such pod
     */
    public void crash(String namespace, String pod) {
        find(namespace, pod).crash().join();
    }

    /** Starts the processes of a pod again that {@link #crash} killed, on the same address; throws as it does. */
    public void recover(String namespace, String pod) {
        find(namespace, pod).recover().join();
    }

    private PodRunner find(String namespace, String pod) {
        return pods.values().stream()
                .filter(runner -> runner.is(namespace, pod))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(namespace + "/" + pod + " (expected: a pod that runs on node "
                                + node.settings().name() + ")"));
    }

    /** Ends all pods at once, deletes their files, and the node from the cluster. The pods' logs stay. */
    @Override
    public void close() {
        all.stop();
        configMaps.stop();
        CompletableFuture.allOf(pods.values().stream().map(PodRunner::remove).toArray(CompletableFuture<?>[]::new))
                .orTimeout(LONGEST_END_SECONDS, TimeUnit.SECONDS)
                .join();
        node.http().close();
        try {
            Folders.delete(node.settings().folder());
            registration.delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (KubernetesClientException e) {
            log.atWarn()
                    .setMessage("node cannot be deleted from the cluster")
                    .addKeyValue("node", node.settings().name())
                    .addKeyValue("reason", e.getMessage())
                    .log();
        }
    }

    private final class PodChanges implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            changed(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            changed(pod);
        }

        private void changed(Pod pod) {
            if (node.settings().name().equals(pod.getSpec().getNodeName())) {
                pods.computeIfAbsent(pod.getMetadata().getUid(), uid -> begin(pod))
                        .changed(pod);
            }
        }

        private PodRunner begin(Pod pod) {
            PodRunner runner = new PodRunner(node, pod);
            runner.begin();
            return runner;
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            PodRunner runner = pods.remove(pod.getMetadata().getUid());
            if (runner != null) {
                runner.remove();
            }
        }
    }

    private final class ConfigMapChanges implements ResourceEventHandler<ConfigMap> {

        @Override
        public void onAdd(ConfigMap configMap) {
            tell(configMap);
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap configMap) {
            tell(configMap);
        }

        @Override
        public void onDelete(ConfigMap configMap, boolean unknown) {
            tell(configMap);
        }

        private void tell(ConfigMap configMap) {
            String namespace = configMap.getMetadata().getNamespace();
            pods.values().forEach(pod -> pod.configMapsChanged(namespace));
        }
    }
}
