package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes objects away for good, and with the last of its contents what waited for that to go. */
final class Removal {

    private final ObjectStore store;
    private final Contents contents;

    Removal(ObjectStore store, Contents contents) {
        this.store = store;
        this.contents = contents;
    }

    /** Removes an object that is being deleted, once nothing holds it: neither finalizers, nor its grace period, nor contents. */
    void removeIfDone(ObjectKey key) {
        store.exclusively(() -> {
            ObjectNode object = store.get(key);
            if (object != null && isDone(key, Metadata.of(object))) {
                remove(key);
            }
            return null;
        });
    }

    /** Returns whether nothing holds an object of that metadata any more. */
    boolean isDone(ObjectKey key, Metadata metadata) {
        return metadata.isDeleting()
                && !metadata.hasFinalizers()
                && metadata.deletionGrace() == 0
                && (!Contents.canHave(key) || contents.of(key).isEmpty());
    }

    /** Removes an object, whatever holds it. The caller has the store for itself. */
    void remove(ObjectKey key) {
        store.remove(key);
        contents.holdersOf(key).forEach(this::removeIfDone);
    }
}
