package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a Service and its endpoints, for as long as it is not stopped. While the API server is away what was known stays; the
 * client lists and watches again by itself, also where the server has forgotten the version that was known (410).
 *
 * @param <T> the objects that tell the endpoints
 */
final class ServiceInformers<T extends HasMetadata> {

    private static final Logger log = LoggerFactory.getLogger(ServiceInformers.class);

    private final EndpointsApi<T> api;
    private final String name;
    private final SharedIndexInformer<Service> service;
    private final SharedIndexInformer<T> endpoints;

    /** Creates it not started; {@code changed} is called on threads of the client when there may be something new. */
    ServiceInformers(KubernetesClient client, EndpointsApi<T> api, String namespace, String name, Runnable changed) {
        this.api = api;
        this.name = name;
        service = informer(client.services().inNamespace(namespace).withName(name), "Service", changed);
        endpoints = informer(api.objects(client, namespace, name), api.kind(), changed);
    }

    private <R extends HasMetadata> SharedIndexInformer<R> informer(
            Informable<R> objects, String kind, Runnable changed) {
        AtomicBoolean told = new AtomicBoolean();
        return objects.runnableInformer(0)
                .addEventHandler(new Changes<>(changed))
                .exceptionHandler((started, failure) -> {
                    if (!started && told.compareAndSet(false, true)) {
                        log.atWarn()
                                .setMessage("Service cannot be watched, it is tried again")
                                .addKeyValue("service", name)
                                .addKeyValue("kind", kind)
                                .addKeyValue("reason", Reason.of(failure))
                                .log();
                    }
                    return true;
                });
    }

    /** Starts; it does not wait for the API server. {@code listed} is called on a thread of the client once all was listed. */
    void start(Runnable listed) {
        CompletableFuture.allOf(
                        service.start().toCompletableFuture(), endpoints.start().toCompletableFuture())
                .thenRun(listed);
    }

    void stop() {
        service.stop();
        endpoints.stop();
    }

    /** Returns the Service, or {@code null} where there is none. */
    @Nullable
    Service service() {
        return service.getStore().list().stream().findFirst().orElse(null);
    }

    /** Returns the servers behind its port of that name. */
    List<Target> targets(String port) {
        return api.targets(endpoints.getStore().list(), port);
    }

    private record Changes<R>(Runnable changed) implements ResourceEventHandler<R> {

        @Override
        public void onAdd(R added) {
            changed.run();
        }

        @Override
        public void onUpdate(R before, R after) {
            changed.run();
        }

        @Override
        public void onDelete(R deleted, boolean unknown) {
            changed.run();
        }
    }
}
