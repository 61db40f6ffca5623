package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Services of a cluster, through its API. All that may wait for the API server runs on a thread of its own. */
public final class Cluster implements Services, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final long RETRY_SECONDS = 1;

    private final KubernetesClient client;
    private final ScheduledThreadPoolExecutor thread;

    /** Used on {@link #thread} alone, as is {@link #failing}. */
    private @Nullable EndpointsApi<?> api;

    private boolean failing;

    private Cluster(KubernetesClient client) {
        this.client = client;
        thread = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name("fairlead-kubernetes").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Opens the cluster of the current kubeconfig, else the one that this process runs in. It is not asked for anything yet. */
    public static Cluster current() {
        return of(Config.autoConfigure(null));
    }

    /** Opens the cluster that {@code config} leads to. Failed requests are repeated by who made them, not by the client. */
    static Cluster of(Config config) {
        config.setRequestRetryBackoffLimit(0);
        return new Cluster(new KubernetesClientBuilder().withConfig(config).build());
    }

    @Override
    public Discovery discovery(@Nullable String namespace, EventExecutor control, Consumer<List<Target>> found) {
        String where = namespace == null ? client.getNamespace() : namespace;
        return new ServiceDiscovery(this, where, control, found);
    }

    /** Calls {@code task} on the cluster's thread. */
    void execute(Runnable task) {
        thread.execute(task);
    }

    /**
     * Gives {@code task} the client, and the API that tells of endpoints, on the cluster's thread: once the API server has answered,
     * which it is asked to every second.
     */
    void whenKnown(BiConsumer<KubernetesClient, EndpointsApi<?>> task) {
        thread.execute(() -> {
            EndpointsApi<?> known = known();
            if (known == null) {
                thread.schedule(() -> whenKnown(task), RETRY_SECONDS, TimeUnit.SECONDS);
            } else {
                task.accept(client, known);
            }
        });
    }

    private @Nullable EndpointsApi<?> known() {
        try {
            if (api == null) {
                api = EndpointsApi.servedBy(client);
                log.atInfo()
                        .setMessage("Kubernetes API answers")
                        .addKeyValue("api", client.getMasterUrl())
                        .log();
            }
        } catch (KubernetesClientException e) {
            if (!failing) {
                failing = true;
                log.atWarn()
                        .setMessage("Kubernetes API does not answer, it is asked again every second")
                        .addKeyValue("api", client.getMasterUrl())
                        .addKeyValue("reason", Reason.of(e))
                        .log();
            }
        }
        return api;
    }

    /** Ends all watches; it does not wait until they are gone. */
    @Override
    public void close() {
        thread.execute(client::close);
        thread.shutdown();
    }
}
