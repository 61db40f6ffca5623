package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The objects of one kind as the API server last told of them. They are shared: nobody may change one. */
final class ObjectCache<T extends HasMetadata> implements AutoCloseable {

    private static final String OWNER_INDEX = "owner";

    private final SharedIndexInformer<T> informer;

    private ObjectCache(SharedIndexInformer<T> informer) {
        this.informer = informer.addIndexers(Map.of(OWNER_INDEX, ObjectCache::ownerUids));
    }

    static <T extends HasMetadata> ObjectCache<T> of(KubernetesClient client, Class<T> type) {
        return new ObjectCache<>(client.resources(type)
                .inAnyNamespace()
                .runnableInformer(0)
                .exceptionHandler((started, fault) -> started));
    }

    /** Has those of a kind that need not be served yet: it is asked for until it is. */
    static ObjectCache<GenericKubernetesResource> of(KubernetesClient client, ResourceDefinitionContext kind) {
        return new ObjectCache<>(client.genericKubernetesResources(kind)
                .inAnyNamespace()
                .runnableInformer(0)
                .exceptionHandler((started, fault) -> true));
    }

    private static List<String> ownerUids(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getUid)
                .toList();
    }

    /** Has {@code listener} called with each object that came, changed (as it was, and as it is) or went (as it last was). */
    void onChange(Consumer<? super T> listener) {
        listen(
                listener,
                (before, after) -> {
                    listener.accept(before);
                    listener.accept(after);
                },
                listener);
    }

    /** Has {@code listener} called with each object that came, and with each that is there at first. */
    void onAdd(Consumer<? super T> listener) {
        listen(listener, (before, after) -> {}, deleted -> {});
    }

    /** Has {@code listener} called with each object that went. Listeners are called in the order in which they were added. */
    void onGone(Consumer<? super T> listener) {
        listen(added -> {}, (before, after) -> {}, listener);
    }

    private void listen(
            Consumer<? super T> added, BiConsumer<? super T, ? super T> updated, Consumer<? super T> deleted) {
        informer.addEventHandler(new ResourceEventHandler<T>() {

            @Override
            public void onAdd(T object) {
                added.accept(object);
            }

            @Override
            public void onUpdate(T before, T after) {
                updated.accept(before, after);
            }

            @Override
            public void onDelete(T object, boolean unknown) {
                deleted.accept(object);
            }
        });
    }

    @Nullable
    T find(ObjectKey key) {
        return informer.getStore().getByKey(Cache.namespaceKeyFunc(key.namespace(), key.name()));
    }

    List<T> in(String namespace) {
        return informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace);
    }

    /** Returns those that an object of that uid owns, alone or with others. */
    List<T> ownedBy(String uid) {
        return informer.getIndexer().byIndex(OWNER_INDEX, uid);
    }

    List<T> all() {
        return informer.getStore().list();
    }

    /**
     * Begins to follow the API server. Returns when all is known.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException where the API server does not answer or refuses
     */
    void start() {
        informer.run();
    }

    /** Begins to follow the API server, as soon as that serves the kind, and does not wait for it; {@code known} is called when all is known. */
    void startLater(Runnable known) {
        informer.start().thenRun(known);
    }

    @Override
    public void close() {
        informer.stop();
    }
}
