package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what nobody owns any more: an object that names owners, none of which exists by its uid. An object that is deleted in the foreground goes after
 * what it owns and what says that it blocks it; one that is deleted with orphans lets go of what it owns first. Owners of a kind that is not known here are
 * taken to exist, until it is.
 */
final class GarbageCollector implements Part {

    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";

    private record Item(Kind.Name kind, ObjectKey key) {}

    /** How the owners of an object are; those whose kind is not known count as staying. */
    private record OwnersFound(List<OwnerReference> staying, List<OwnerReference> gone, List<OwnerReference> waiting) {

        /** Whether there is one to stay for, and one to let go of. */
        boolean partly() {
            return !staying.isEmpty() && !(gone.isEmpty() && waiting.isEmpty());
        }
    }

    private enum Owner {
        STAYS,
        GONE,
        /** It is deleted in the foreground, and waits for what it owns. */
        WAITS
    }

    private final KubernetesClient client;
    private final Map<Kind.Name, Kind<?>> kinds = new ConcurrentHashMap<>();
    private final WorkQueue<Item> queue = new WorkQueue<>("garbage", this::collect);

    GarbageCollector(KubernetesClient client) {
        this.client = client;
    }

    /** Has the objects of a kind collected, and has them keep what they own; before the kind's objects are followed. */
    <T extends HasMetadata> void add(Kind<T> kind) {
        kinds.put(kind.name(), kind);
        kind.objects().onGone(this::ownerGone);
        kind.objects().onChange(object -> changed(kind, object));
    }

    /**
     * Looks again at what names an owner of that kind, all of whose objects are known from now on: one that came and went before was not
     * seen to go.
     */
    void ownersKnown(Kind.Name owners) {
        for (Kind<?> kind : kinds.values()) {
            kind.objects().all().stream()
                    .filter(object -> namesOwner(object, owners))
                    .forEach(object -> queue.add(new Item(kind.name(), ObjectKey.of(object))));
        }
    }

    private static boolean namesOwner(HasMetadata object, Kind.Name owners) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> owners.equals(Kind.Name.of(reference.getApiVersion(), reference.getKind())));
    }

    /** Has the objects of a kind that is not served any more be left alone. */
    void remove(Kind.Name kind) {
        kinds.remove(kind);
    }

    private void changed(Kind<?> kind, HasMetadata object) {
        if (isOwned(object) || isDeleting(object, FOREGROUND) || isDeleting(object, ORPHAN)) {
            queue.add(new Item(kind.name(), ObjectKey.of(object)));
        }
        for (OwnerReference reference : object.getMetadata().getOwnerReferences()) {
            Kind<?> owners = kinds.get(Kind.Name.of(reference.getApiVersion(), reference.getKind()));
            if (owners != null) {
                ObjectKey owner = owners.at(object.getMetadata().getNamespace(), reference.getName());
                HasMetadata known = owners.objects().find(owner);
                if (known != null && isDeleting(known, FOREGROUND)) {
                    queue.add(new Item(owners.name(), owner));
                }
            }
        }
    }

    private void ownerGone(HasMetadata owner) {
        forEachOwned(owner, (kind, owned) -> queue.add(new Item(kind.name(), ObjectKey.of(owned))));
    }

    private interface OwnedConsumer {

        void accept(Kind<?> kind, HasMetadata owned);
    }

    private void forEachOwned(HasMetadata owner, OwnedConsumer consumer) {
        for (Kind<?> kind : kinds.values()) {
            kind.ownedBy(owner.getMetadata().getUid()).forEach(owned -> consumer.accept(kind, owned));
        }
    }

    private static boolean isOwned(HasMetadata object) {
        return !object.getMetadata().getOwnerReferences().isEmpty();
    }

    private static boolean isDeleting(HasMetadata object, String finalizer) {
        return Owners.isLeaving(object) && object.getMetadata().getFinalizers().contains(finalizer);
    }

    private Optional<Duration> collect(Item item) {
        Kind<?> kind = kinds.get(item.kind());
        HasMetadata object = kind == null ? null : kind.objects().find(item.key());
        if (kind == null || object == null) {
            return Optional.empty();
        }
        if (isDeleting(object, ORPHAN)) {
            forEachOwned(object, (ownedKind, owned) -> release(ownedKind, owned, List.of(uid(object))));
            edit(kind, object, live -> live.getMetadata().getFinalizers().remove(ORPHAN));
        } else if (isDeleting(object, FOREGROUND)) {
            deleteOwnedFirst(kind, object);
        } else if (!Owners.isLeaving(object) && isOwned(object)) {
            collect(kind, object);
        }
        return Optional.empty();
    }

    private void deleteOwnedFirst(Kind<?> kind, HasMetadata owner) {
        boolean[] blocked = new boolean[1];
        forEachOwned(owner, (ownedKind, owned) -> {
            queue.add(new Item(ownedKind.name(), ObjectKey.of(owned)));
            blocked[0] |= owned.getMetadata().getOwnerReferences().stream()
                    .anyMatch(reference -> reference.getUid().equals(uid(owner))
                            && Boolean.TRUE.equals(reference.getBlockOwnerDeletion()));
        });
        if (!blocked[0]) {
            edit(kind, owner, live -> live.getMetadata().getFinalizers().remove(FOREGROUND));
        }
    }

    private void collect(Kind<?> kind, HasMetadata object) {
        OwnersFound owners = owners(object);
        if (owners.partly()) {
            release(
                    kind,
                    object,
                    Stream.concat(owners.gone().stream(), owners.waiting().stream())
                            .map(OwnerReference::getUid)
                            .toList());
        } else if (owners.staying().isEmpty()) {
            delete(kind, object, !owners.waiting().isEmpty() && ownsAny(object));
        }
    }

    private boolean ownsAny(HasMetadata object) {
        return kinds.values().stream()
                .anyMatch(kind -> !kind.ownedBy(uid(object)).isEmpty());
    }

    private OwnersFound owners(HasMetadata object) {
        Map<Owner, List<OwnerReference>> found = object.getMetadata().getOwnerReferences().stream()
                .collect(Collectors.groupingBy(reference -> owner(object, reference)));
        return new OwnersFound(
                found.getOrDefault(Owner.STAYS, List.of()),
                found.getOrDefault(Owner.GONE, List.of()),
                found.getOrDefault(Owner.WAITS, List.of()));
    }

    /** What is not known may have come just now: the API server has the last word. */
    private Owner owner(HasMetadata object, OwnerReference reference) {
        Kind<?> kind = kinds.get(Kind.Name.of(reference.getApiVersion(), reference.getKind()));
        if (kind == null) {
            return Owner.STAYS;
        }
        ObjectKey key = kind.at(object.getMetadata().getNamespace(), reference.getName());
        HasMetadata known = kind.objects().find(key);
        HasMetadata owner =
                isThat(known, reference) ? known : kind.resource(client, key).get();
        if (owner == null || !isThat(owner, reference)) {
            return Owner.GONE;
        }
        return isDeleting(owner, FOREGROUND) ? Owner.WAITS : Owner.STAYS;
    }

    private static boolean isThat(@Nullable HasMetadata object, OwnerReference reference) {
        return object != null && uid(object).equals(reference.getUid());
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    private void delete(Kind<?> kind, HasMetadata object, boolean foreground) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withPropagationPolicy(foreground ? "Foreground" : "Background")
                .withNewPreconditions()
                .withUid(uid(object))
                .endPreconditions()
                .build();
        client.raw(kind.path(ObjectKey.of(object)), "DELETE", options);
    }

    private void release(Kind<?> kind, HasMetadata object, List<String> uids) {
        edit(
                kind,
                object,
                live -> live.getMetadata()
                        .getOwnerReferences()
                        .removeIf(reference -> uids.contains(reference.getUid())));
    }

    /** Changes an object as it is now, where it is still the same; another change in between is a conflict. */
    private void edit(Kind<?> kind, HasMetadata object, Consumer<GenericKubernetesResource> change) {
        Resource<GenericKubernetesResource> resource = kind.resource(client, ObjectKey.of(object));
        GenericKubernetesResource live = resource.get();
        if (live != null && uid(live).equals(uid(object))) {
            change.accept(live);
            write(kind, live);
        }
    }

    private void write(Kind<?> kind, GenericKubernetesResource live) {
        var all = client.genericKubernetesResources(kind.context());
        (kind.context().isNamespaceScoped()
                        ? all.inNamespace(live.getMetadata().getNamespace()).resource(live)
                        : all.resource(live))
                .update();
    }

    @Override
    public void begin() {
        queue.begin();
    }

    @Override
    public void close() {
        queue.close();
    }
}
