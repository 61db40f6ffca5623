package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.client.UnusableClusterException;
import io.fairlead.demo.net.ServiceForwarding;
import io.fairlead.demo.node.Images;
import io.fairlead.demo.node.NodeAgent;
import io.fairlead.demo.node.NodeSettings;
import io.fairlead.operator.LoadBalancerOperator;
import io.fairlead.operator.config.OperatorConfig;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster of one node, which is this machine: an API server, a node whose pods are processes, Services that can be called, fairlead's
 * CRDs, and its operator, in this JVM. All files are in a folder of the caller's, who deletes it.
 */
public final class DemoCluster implements AutoCloseable {

    /** Where the demo's own objects are. */
    public static final String NAMESPACE = "fairlead-demo";

    /** What the only node is called. */
    static final String NODE = "fairlead-demo";

    private static final Logger log = LoggerFactory.getLogger(DemoCluster.class);
    private static final Duration BACKOFF = Duration.ofSeconds(2);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final ControlPlane plane;
    private final Path logs;
    private final Images images = new Images();
    private final CompletableFuture<ServiceForwarding> forwarding;
    private final CompletableFuture<NodeAgent> node;

    /** Guarded by this. */
    private @Nullable LoadBalancerOperator operator;

    private DemoCluster(ControlPlane plane, Path folder) {
        this.plane = plane;
        logs = folder.resolve("logs");
        forwarding = begin(() -> ServiceForwarding.start(plane.client()));
        node = begin(() -> startNode(folder));
    }

    /**
     * Starts one with an API server of its own, on addresses of 127.64.0.0/12.
     *
     * @param folder exists, and is the cluster's own
     * @throws IOException with one line for the user, where a port is taken, or loopback cannot be used
     */
    public static DemoCluster embedded(Path folder) throws IOException, UnusableClusterException, InterruptedException {
        return started(EmbeddedControlPlane.start(folder), folder);
    }

    /**
     * Starts one on an API server that has controllers and a scheduler, and no node.
     *
     * @param kubeconfig of an administrator; it is only read
     * @param folder exists, and is the cluster's own
     * @throws IOException with one line for the user, where the kubeconfig cannot be used, or a port is taken
     * @throws UnusableClusterException where the API server does not answer, or is not one for this
     */
    public static DemoCluster at(Path kubeconfig, Path folder)
            throws IOException, UnusableClusterException, InterruptedException {
        return started(ExistingControlPlane.open(kubeconfig, folder), folder);
    }

    /**
     * Returns the URL of the API server that a user's kubeconfig leads to, for whoever connects to it directly.
     *
     * @throws IOException with one line for the user, where it cannot be read, or is none, or wants a proxy
     */
    public static URI server(Path kubeconfig) throws IOException {
        return new UserKubeconfig(kubeconfig).server();
    }

    private static DemoCluster started(ControlPlane plane, Path folder)
            throws IOException, UnusableClusterException, InterruptedException {
        DemoCluster cluster = new DemoCluster(plane, folder);
        try {
            cluster.prepare();
            return cluster;
        } catch (KubernetesClientException | OperatorException e) {
            cluster.close();
            throw UnusableClusterException.of(plane.client().getMasterUrl(), e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void prepare() throws IOException, InterruptedException {
        BuiltImages.ofThisBuild().pull(images);
        createNamespace();
        new CustomResources(client(), plane.serverSideApply()).install();
        startOperator();
        forwarding.join();
        node.join();
    }

    private NodeAgent startNode(Path folder) throws IOException {
        NodeSettings settings = new NodeSettings(
                NODE, plane.podRange(), folder.resolve("pods"), Files.createDirectories(logs), BACKOFF);
        return NodeAgent.start(client(), settings, images);
    }

    private void createNamespace() {
        Resource<Namespace> namespace = client().namespaces().withName(NAMESPACE);
        if (namespace.get() == null) {
            client().resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(NAMESPACE)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    private static <T> CompletableFuture<T> begin(Callable<T> start) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                future.complete(start.call());
            } catch (Exception e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    /** Returns a client that may do everything; it is closed with the cluster. */
    public KubernetesClient client() {
        return plane.client();
    }

    /** Returns the kubeconfig for the user: a file that its owner alone can read. */
    public Path kubeconfig() {
        return plane.kubeconfig();
    }

    /** Returns the folder in which each container has a file with what it said, {@code NAMESPACE_POD_CONTAINER.log}. */
    public Path logs() {
        return logs;
    }

    /** Returns what kind of API server it is, in a few words. */
    public String server() {
        return plane.server();
    }

    public NodeAgent node() {
        return node.join();
    }

    /** Returns the images that the node knows: those of this build. */
    public Images images() {
        return images;
    }

    public ServiceForwarding forwarding() {
        return forwarding.join();
    }

    /** Stops the operator, for some seconds at most; does nothing where it does not run. */
    public synchronized void stopOperator() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    /** Starts an operator, and returns when it knows the cluster; does nothing where one runs. */
    public synchronized void startOperator() {
        if (operator == null) {
            LoadBalancerOperator started = new LoadBalancerOperator(
                    plane.operatorClient(), OperatorConfig.EMPTY, Set.of(), plane.serverSideApply());
            operator = started;
            started.start();
        }
    }

    /** Ends all of it in order, within {@link #LONGEST_END}: what takes longer is left to whoever deletes the folder. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        Thread end = Thread.ofPlatform().daemon().name("end").start(this::closeParts);
        try {
            if (!end.join(LONGEST_END)) {
                log.atWarn().setMessage("the cluster did not end in time").log();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface End {

        void run() throws InterruptedException;
    }

    private void closeParts() {
        attempt("operator", this::stopOperator);
        attempt("objects", plane::clear);
        attempt("node", () -> node.join().close());
        attempt("forwarding", () -> forwarding.join().close());
        attempt("API server", plane::close);
    }

    private static void attempt(String part, End end) {
        try {
            end.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CompletionException e) {
            log.atDebug()
                    .setMessage("part never started")
                    .addKeyValue("part", part)
                    .log();
        } catch (RuntimeException e) {
            log.atWarn()
                    .setMessage("part did not end well")
                    .addKeyValue("part", part)
                    .setCause(e)
                    .log();
        }
    }
}
