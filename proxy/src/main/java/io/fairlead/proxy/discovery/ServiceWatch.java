package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Follows one Service for the control thread: hands over to it all that the client tells, and nothing once it is stopped. All but the
 * private methods is called on the control thread.
 */
final class ServiceWatch {

    private final Cluster cluster;
    private final String namespace;
    private final String service;
    private final EventExecutor control;
    private final Runnable changed;
    private @Nullable ServiceInformers<?> listed;
    private volatile boolean stopped;

    /** Used on the cluster's thread. */
    private @Nullable ServiceInformers<?> started;

    /** Creates a watch that has not started; {@code changed} is called when there may be something new. */
    ServiceWatch(Cluster cluster, String namespace, String service, EventExecutor control, Runnable changed) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.service = service;
        this.control = control;
        this.changed = changed;
    }

    String service() {
        return service;
    }

    void start() {
        cluster.whenKnown(this::open);
    }

    /** Returns what is known of the Service; {@code null} before all was listed for the first time. */
    @Nullable
    ServiceInformers<?> listed() {
        return listed;
    }

    void stop() {
        stopped = true;
        cluster.execute(() -> {
            if (started != null) {
                started.stop();
            }
        });
    }

    private void open(KubernetesClient client, EndpointsApi<?> api) {
        if (!stopped) {
            ServiceInformers<?> informers =
                    new ServiceInformers<>(client, api, namespace, service, () -> onControl(changed));
            started = informers;
            informers.start(() -> onControl(() -> {
                listed = informers;
                changed.run();
            }));
        }
    }

    private void onControl(Runnable task) {
        if (!stopped) {
            control.execute(() -> {
                if (!stopped) {
                    task.run();
                }
            });
        }
    }
}
