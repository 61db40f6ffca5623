package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one client is told of the objects that it watches: from a version on, in order, without a gap. */
final class WatchFeed {

    private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

    /** Where the events go. It is called while nobody can write: it may not wait. */
    interface Sink {

        /** {@code object} is not changed by anybody. */
        void event(String type, ObjectNode object);
    }

    /**
     * From where on a client watches.
     *
     * @param resourceVersion empty or 0: from now on, after all that is there has been told as ADDED
     * @param initialEvents whether all that is there is told first, and a bookmark after it, whatever the version
     */
    record Start(String resourceVersion, boolean initialEvents) {

        static Start of(Query query) {
            return new Start(query.text("resourceVersion"), query.flag("sendInitialEvents"));
        }

        boolean isAnywhere() {
            return initialEvents || resourceVersion.isEmpty() || resourceVersion.equals("0");
        }
    }

    private final ObjectStore store;
    private final Target target;
    private final Selection selection;
    private final Sink sink;
    private @Nullable Runnable stop;

    WatchFeed(ObjectStore store, Target target, Selection selection, Sink sink) {
        this.store = store;
        this.target = target;
        this.selection = selection;
        this.sink = sink;
    }

    /**
     * Begins.
     *
     * @throws ApiException where what came after that version is not known any more
     */
    void start(Start start) {
        store.exclusively(() -> {
            if (start.isAnywhere()) {
                selection.of(store).forEach(object -> sink.event("ADDED", object));
            } else {
                missed(start.resourceVersion()).forEach(this::tell);
            }
            if (start.initialEvents()) {
                bookmark(true);
            }
            stop = store.listen(this::tell);
            return null;
        });
    }

    private List<Change> missed(String version) {
        if (!version.matches("[0-9]{1,18}")) {
            throw ApiException.badRequest("resourceVersion: %s (expected: a whole number)".formatted(version));
        }
        List<Change> missed = store.since(Long.parseLong(version));
        if (missed == null) {
            throw ApiException.expired(version, store.version());
        }
        return missed;
    }

    /** An object that is not selected any more is gone for who watches. */
    private void tell(Change change) {
        if (!selection.collection().covers(change.key())) {
            return;
        }
        boolean was = selection.matches(change.before());
        ObjectNode after = change.after();
        if (after != null && selection.matches(after)) {
            sink.event(was ? "MODIFIED" : "ADDED", after);
        } else if (was && change.before() != null) {
            sink.event("DELETED", gone(change, change.before()));
        }
    }

    private static ObjectNode gone(Change change, ObjectNode last) {
        ObjectNode object = last.deepCopy();
        Metadata.of(object).node().put("resourceVersion", Long.toString(change.version()));
        return object;
    }

    /** Tells up to which version all has been told. */
    void bookmark() {
        bookmark(false);
    }

    private void bookmark(boolean initial) {
        store.exclusively(() -> {
            ObjectNode object = Json.object()
                    .put("kind", target.type().kind())
                    .put("apiVersion", target.type().apiVersion());
            ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
            if (initial) {
                metadata.putObject("annotations").put(INITIAL_EVENTS_END, "true");
            }
            sink.event("BOOKMARK", object);
            return null;
        });
    }

    void stop() {
        store.exclusively(() -> {
            if (stop != null) {
                stop.run();
            }
            return null;
        });
    }
}
