package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.proxy.kubernetes.Follower;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one Service and its endpoints for the control thread: hands over to it all that the API tells, and nothing once it is stopped.
 * All but the private methods is called on the control thread.
 */
final class ServiceWatch {

    private final ClusterServices services;
    private final String namespace;
    private final String service;
    private final EventExecutor control;
    private final Runnable changed;

    /** Guarded by this. */
    private final List<Follower<?>> followers = new ArrayList<>();

    private final Thread opening;

    /** Read and written on the control thread, as is {@link #listedEndpoints}. */
    private @Nullable List<Service> listedServices;

    private @Nullable ListedEndpoints<?> listedEndpoints;
    private volatile boolean stopped;

    /** The objects that tell of the endpoints, and how to read them. */
    private record ListedEndpoints<T extends HasMetadata>(EndpointsApi<T> api, List<T> objects) {

        List<Target> targets(String port) {
            return api.targets(objects, port);
        }
    }

    /** Creates a watch that has not started; {@code changed} is called when there may be something new. */
    ServiceWatch(ClusterServices services, String namespace, String service, EventExecutor control, Runnable changed) {
        this.services = services;
        this.namespace = namespace;
        this.service = service;
        this.control = control;
        this.changed = changed;
        opening = Thread.ofVirtual().name("fairlead-open " + service).unstarted(this::open);
    }

    String service() {
        return service;
    }

    void start() {
        opening.start();
    }

    /** Whether the Service and its endpoints have been listed. */
    boolean listed() {
        return listedServices != null && listedEndpoints != null;
    }

    /** Returns the Service, or {@code null} where there is none. */
    @Nullable
    Service known() {
        return listedServices == null || listedServices.isEmpty() ? null : listedServices.getFirst();
    }

    /** Returns the servers behind its port of that name. */
    List<Target> targets(String port) {
        return listedEndpoints == null ? List.of() : listedEndpoints.targets(port);
    }

    void stop() {
        stopped = true;
        opening.interrupt();
        synchronized (this) {
            followers.forEach(Follower::stop);
        }
    }

    private void open() {
        try {
            follow(services.endpointsApi());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized <T extends HasMetadata> void follow(EndpointsApi<T> api) {
        if (stopped) {
            return;
        }
        KubernetesClient client = services.cluster().client();
        followers.add(services.cluster()
                .follow(
                        client.services().inNamespace(namespace).withField("metadata.name", service),
                        "Service " + service,
                        found -> onControl(() -> listedServices = found)));
        followers.add(services.cluster()
                .follow(
                        api.objects(client, namespace, service),
                        api.kind() + " of " + service,
                        found -> onControl(() -> listedEndpoints = new ListedEndpoints<>(api, found))));
    }

    private void onControl(Runnable update) {
        if (!stopped) {
            control.execute(() -> {
                if (!stopped) {
                    update.run();
                    changed.run();
                }
            });
        }
    }
}
