package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.crud.Attribute;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.crud.AttributeType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects, kept by fabric8's in-memory store, and the latest of their changes. What is read and written in one step is done in
 * {@link #exclusively}; each method does so by itself. Objects that come out are the caller's own.
 */
final class ObjectStore {

    private static final int REMEMBERED_CHANGES = 1024;

    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}, as all below. */
    private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();

    private final Deque<Change> changes = new ArrayDeque<>();
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private long version;

    /** The version of the latest change that is not remembered. */
    private long forgotten;

    /** Returns what {@code step} returns, while nobody else reads or writes. It may not wait for anything. */
    <T extends @Nullable Object> T exclusively(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the resource version of all that is there. */
    long version() {
        return exclusively(() -> version);
    }

    @Nullable
    ObjectNode get(ObjectKey key) {
        return exclusively(() -> {
            Map.Entry<AttributeSet, String> found = objects.findResource(query(key));
            return found == null ? null : Json.read(found.getValue());
        });
    }

    /** Returns the objects of a collection, in the order of their namespaces and names. */
    List<ObjectNode> list(ObjectKey collection) {
        AttributeSet query = query(collection);
        return exclusively(() -> objects.getMap().entrySet().stream()
                .filter(entry -> entry.getKey().matches(query))
                .map(entry -> Json.read(entry.getValue()))
                .sorted(ObjectStore::compare)
                .toList());
    }

    /** Creates or replaces an object, which is given the next resource version. */
    void put(ObjectKey key, ObjectNode object) {
        exclusively(() -> {
            Map.Entry<AttributeSet, String> found = objects.findResource(query(key));
            version = objects.requestResourceVersion();
            Metadata.of(object).node().put("resourceVersion", Long.toString(version));
            ObjectNode before = found == null ? null : Json.read(found.getValue());
            objects.processEvent(key.path(), objects.getKey(key.path()), keyOf(found), null, Json.write(object));
            changed(new Change(version, key, before, object.deepCopy()));
            return null;
        });
    }

    /** Removes an object; does nothing where there is none. */
    void remove(ObjectKey key) {
        exclusively(() -> {
            Map.Entry<AttributeSet, String> found = objects.findResource(query(key));
            if (found != null) {
                version = objects.requestResourceVersion();
                ObjectNode last = Json.read(found.getValue());
                Metadata.of(last).node().put("resourceVersion", Long.toString(version));
                objects.processEvent(key.path(), objects.getKey(key.path()), keyOf(found), null, null);
                changed(new Change(version, key, last, null));
            }
            return null;
        });
    }

    /**
     * Has {@code listener} told of each change from then on, in order; it may not wait, nor write.
     *
     * @return what stops it
     */
    Runnable listen(Consumer<Change> listener) {
        exclusively(() -> listeners.add(listener));
        return () -> exclusively(() -> listeners.remove(listener));
    }

    /** Returns what has changed since that version; {@code null} where that is not known any more, or never was. */
    @Nullable
    List<Change> since(long since) {
        return exclusively(() -> since < forgotten || since > version
                ? null
                : changes.stream().filter(change -> change.version() > since).toList());
    }

    private void changed(Change change) {
        changes.add(change);
        if (changes.size() > REMEMBERED_CHANGES) {
            forgotten = changes.remove().version();
        }
        List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }

    private AttributeSet query(ObjectKey key) {
        AttributeSet query = objects.getKey(key.path());
        return key.group().isEmpty() ? query.add(new Attribute("api", "", AttributeType.NOT_EXISTS)) : query;
    }

    private static @Nullable AttributeSet keyOf(Map.@Nullable Entry<AttributeSet, String> found) {
        return found == null ? null : found.getKey();
    }

    private static int compare(ObjectNode one, ObjectNode other) {
        return order(one).compareTo(order(other));
    }

    private static String order(ObjectNode object) {
        Metadata metadata = Metadata.of(object);
        return metadata.namespace() + "/" + metadata.name();
    }
}
