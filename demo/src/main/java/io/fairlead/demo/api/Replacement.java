package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.ApiException.Cause;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces objects by what clients make of them. The object itself and its status are two things: who writes one does not touch the
 * other, and only what is wanted counts in the generation.
 */
final class Replacement {

    private static final String MODIFIED =
            "the object has been modified; please apply your changes to the latest version and try again";

    private final ObjectStore store;
    private final Admission admission;
    private final Removal removal;

    Replacement(ObjectStore store, Admission admission, Removal removal) {
        this.store = store;
        this.admission = admission;
        this.removal = removal;
    }

    /**
     * Has {@code change} make a new object of the one that is there, in one step, and returns it as it is kept. Where the new one says a
     * resource version, it has to be that of the one that is there.
     *
     * @param target an object, or its status
     * @throws ApiException where there is none, it is another by now, or the new one is not valid
     */
    ObjectNode replace(Target target, UnaryOperator<ObjectNode> change, Query query) {
        ObjectKey key = target.key();
        return store.exclusively(() -> {
            ObjectNode current = store.get(key);
            if (current == null) {
                throw ApiException.notFound(key.ref());
            }
            ObjectNode wanted = change.apply(current.deepCopy());
            checkIdentity(target, current, wanted);
            ObjectNode next = target.subresource().equals("status")
                    ? withStatus(current, wanted.get("status"))
                    : withStatus(wanted, target.hasStatus() ? current.get("status") : wanted.get("status"));
            Metadata.of(next).keepFrom(Metadata.of(current));
            admission.admit(target, next, current, query);
            countGeneration(target, current, next);
            if (!next.equals(current) && !query.isDryRun()) {
                store.put(key, next);
                removal.removeIfDone(key);
            }
            return next;
        });
    }

    private static ObjectNode withStatus(ObjectNode object, @Nullable JsonNode status) {
        ObjectNode copy = object.deepCopy();
        if (status == null) {
            copy.remove("status");
        } else {
            copy.set("status", status);
        }
        return copy;
    }

    private static void checkIdentity(Target target, ObjectNode current, ObjectNode wanted) {
        Metadata now = Metadata.of(current);
        Metadata then = Metadata.of(wanted);
        String namespace = then.namespace();
        if (!then.name().equals(now.name())) {
            throw ApiException.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                    .formatted(then.name(), now.name()));
        }
        if (namespace != null && !namespace.equals(now.namespace())) {
            throw ApiException.badRequest(
                    "the namespace of the object (%s) does not match the namespace on the URL (%s)"
                            .formatted(namespace, now.namespace()));
        }
        if (!then.uid().isEmpty() && !then.uid().equals(now.uid())) {
            throw ApiException.conflict(
                    target.key().ref(),
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(then.uid(), now.uid()));
        }
        if (then.resourceVersion().isEmpty() && target.isCustom()) {
            throw target.invalid(
                    now.name(),
                    List.of(Cause.invalid("metadata.resourceVersion", "0x0", "must be specified for an update")));
        }
        if (!then.resourceVersion().isEmpty() && !then.resourceVersion().equals(now.resourceVersion())) {
            throw ApiException.conflict(target.key().ref(), MODIFIED);
        }
    }

    private static void countGeneration(Target target, ObjectNode current, ObjectNode next) {
        Metadata metadata = Metadata.of(next);
        if (metadata.hasGeneration() && !wish(target, current).equals(wish(target, next))) {
            metadata.setGeneration(metadata.generation() + 1);
        }
    }

    /** Returns what of an object is wanted, not seen. */
    private static ObjectNode wish(Target target, ObjectNode object) {
        ObjectNode wish = object.deepCopy();
        wish.remove("metadata");
        if (target.hasStatus()) {
            wish.remove("status");
        }
        return wish;
    }
}
