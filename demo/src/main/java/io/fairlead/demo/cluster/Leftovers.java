package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import java.net.HttpURLConnection;
import java.time.Duration;

/** What a demo put on a cluster that outlives it. */
final class Leftovers {

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** For a namespace to end; it does so without anybody who waits, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final KubernetesClient client;

    Leftovers(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Deletes the namespace with all that is in it, the node, and the CRDs where a demo installed them. No operator may run. Pods go at
     * once, without the grace that they ask for: a namespace would wait for each of them.
     */
    void delete() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Resource<Namespace> namespace = client.namespaces().withName(DemoCluster.NAMESPACE);
        if (namespace.get() != null) {
            deleteLoadBalancers();
            while (hasPods() && System.nanoTime() < end) {
                deleteWorkloads();
                Thread.sleep(PAUSE);
            }
            namespace.delete();
            while (namespace.get() != null && System.nanoTime() < end) {
                Thread.sleep(PAUSE);
            }
        }
        client.nodes().withName(DemoCluster.NODE).delete();
        new CustomResources(client, true).uninstall();
    }

    /** They come first: what owned objects they have are no more made again. */
    private void deleteLoadBalancers() {
        try {
            client.resources(GrpcLoadBalancer.class)
                    .inNamespace(DemoCluster.NAMESPACE)
                    .delete();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private boolean hasPods() {
        return !client.pods()
                .inNamespace(DemoCluster.NAMESPACE)
                .list()
                .getItems()
                .isEmpty();
    }

    private void deleteWorkloads() {
        client.apps().deployments().inNamespace(DemoCluster.NAMESPACE).delete();
        client.apps().replicaSets().inNamespace(DemoCluster.NAMESPACE).delete();
        client.pods().inNamespace(DemoCluster.NAMESPACE).withGracePeriod(0).delete();
    }
}
