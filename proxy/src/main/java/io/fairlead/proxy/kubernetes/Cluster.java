package io.fairlead.proxy.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fairlead.client.Kubeconfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A Kubernetes cluster, through its API. It is not asked for anything before something is followed or written. */
public final class Cluster implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** API servers send a bookmark every minute. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(150);

    private final KubernetesClient client;
    private final RandomGenerator random = RandomGenerator.getDefault();

    private Cluster(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Opens the cluster of the current kubeconfig, else the one that this process runs in.
     *
     * @throws IOException with a message for the user, where the kubeconfig cannot be used
     */
    public static Cluster current() throws IOException {
        return of(Kubeconfig.current());
    }

    /**
     * Opens the cluster that {@code config} leads to. What fails is repeated by who asked for it, not by the client. It speaks HTTP/1.1: on
     * HTTP/2 all requests share a connection, and one that has died silently would be used until TCP gives it up.
     */
    public static Cluster of(Config config) {
        config.setRequestRetryBackoffLimit(0);
        config.setWatchReconnectLimit(0);
        config.setHttp2Disable(true);
        config.setConnectionTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
        return new Cluster(new KubernetesClientBuilder().withConfig(config).build());
    }

    /** Returns what asks the API; its methods wait for the answer. */
    public KubernetesClient client() {
        return client;
    }

    /**
     * Follows objects until it is stopped, whatever fails in between.
     *
     * @param objects which ones, all of one namespace
     * @param what tells them apart in the log
     * @param changed is given all of them, once they have been listed and whenever something may have changed, on a thread of its own
     */
    public <T extends HasMetadata> Follower<T> follow(
            FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> objects,
            String what,
            Consumer<List<T>> changed) {
        return Follower.start(objects, what, changed, LONGEST_SILENCE, random);
    }

    /** Ends all connections. */
    @Override
    public void close() {
        client.close();
    }
}
