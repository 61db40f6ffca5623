package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes objects: at once, or, where finalizers, a grace period or contents hold them, by marking them as being deleted. A pod that is
 * bound to a node has a grace period: its node deletes it for good, with none.
 */
final class Deletion {

    private static final Set<String> PROTECTED_NAMESPACES = Set.of("default", "kube-system");
    private static final long USUAL_GRACE_SECONDS = 30;

    private final ObjectStore store;
    private final Contents contents;
    private final Removal removal;
    private final InstantSource clock;

    Deletion(ObjectStore store, Contents contents, Removal removal, InstantSource clock) {
        this.store = store;
        this.contents = contents;
        this.removal = removal;
        this.clock = clock;
    }

    /**
     * How an object is to be deleted.
     *
     * @param grace in seconds; {@code null}: as the object says
     * @param uid the object's, empty: any
     * @param resourceVersion the object's, empty: any
     * @param propagation of the deletion to the objects that it owns: Foreground, Background, Orphan, or empty
     */
    record Options(@Nullable Long grace, String uid, String resourceVersion, String propagation, boolean dryRun) {

        /** Reads the body of a request and its parameters, of which those of the body win. */
        static Options of(ApiRequest request) {
            JsonNode body = request.options();
            Query query = request.query();
            Long grace = body.has("gracePeriodSeconds")
                    ? Long.valueOf(body.path("gracePeriodSeconds").asLong())
                    : query.text("gracePeriodSeconds").isEmpty()
                            ? null
                            : Long.valueOf(query.number("gracePeriodSeconds", 0));
            if (grace != null && grace < 0) {
                throw ApiException.badRequest("gracePeriodSeconds: %d (expected: at least 0)".formatted(grace));
            }
            String propagation = body.path("propagationPolicy").asText(query.text("propagationPolicy"));
            return new Options(
                    grace,
                    body.at("/preconditions/uid").asText(),
                    body.at("/preconditions/resourceVersion").asText(),
                    propagation,
                    query.isDryRun() || !body.path("dryRun").isEmpty());
        }

        /** Returns those of a request that says nothing. */
        static Options none() {
            return new Options(null, "", "", "Background", false);
        }
    }

    /** Returns the object, where it is still there; {@code null} where it is gone. */
    @Nullable
    ObjectNode delete(ObjectKey key, Options options) {
        return store.exclusively(() -> {
            ObjectNode object = store.get(key);
            if (object == null) {
                throw ApiException.notFound(key.ref());
            }
            check(key, Metadata.of(object), options);
            return options.dryRun() ? object : delete(key, object, options);
        });
    }

    private static void check(ObjectKey key, Metadata metadata, Options options) {
        precondition(key, "UID", options.uid(), metadata.uid());
        precondition(key, "ResourceVersion", options.resourceVersion(), metadata.resourceVersion());
        if (key.is("", ObjectKey.NAMESPACES) && PROTECTED_NAMESPACES.contains(metadata.name())) {
            throw ApiException.forbidden(key.ref(), "this namespace may not be deleted");
        }
    }

    private static void precondition(ObjectKey key, String what, String expected, String actual) {
        if (!expected.isEmpty() && !expected.equals(actual)) {
            throw ApiException.conflict(
                    key.ref(),
                    "Precondition failed: %s in precondition: %s, %s in object meta: %s"
                            .formatted(what, expected, what, actual));
        }
    }

    private @Nullable ObjectNode delete(ObjectKey key, ObjectNode object, Options options) {
        Metadata metadata = Metadata.of(object);
        addFinalizer(metadata, options);
        long grace = grace(key, object, options);
        if (metadata.isDeleting() && grace >= metadata.deletionGrace()) {
            return object;
        }
        mark(object, metadata, grace);
        if (removal.isDone(key, metadata)) {
            removal.remove(key);
            return null;
        }
        store.put(key, object);
        if (Contents.canHave(key)) {
            contents.of(key).forEach(content -> delete(content, Options.none()));
        }
        return store.get(key);
    }

    /** The garbage collector takes them off, once it has done what the policy asks. */
    private static void addFinalizer(Metadata metadata, Options options) {
        switch (options.propagation()) {
            case "Foreground" -> metadata.addFinalizer("foregroundDeletion");
            case "Orphan" -> metadata.addFinalizer("orphan");
            default -> {}
        }
    }

    private void mark(ObjectNode object, Metadata metadata, long grace) {
        metadata.setDeleting(Times.text(clock.instant().plusSeconds(grace)), grace);
        if (metadata.hasGeneration()) {
            metadata.setGeneration(metadata.generation() + 1);
        }
        if (object.path("kind").asText().equals("Namespace")) {
            Json.child(object, "status").put("phase", "Terminating");
        }
    }

    private static long grace(ObjectKey key, ObjectNode object, Options options) {
        boolean bound = key.is("", "pods")
                && !object.at("/spec/nodeName").asText().isEmpty()
                && !Set.of("Succeeded", "Failed")
                        .contains(object.at("/status/phase").asText());
        if (!bound) {
            return 0;
        }
        return options.grace() != null
                ? options.grace()
                : object.at("/spec/terminationGracePeriodSeconds").asLong(USUAL_GRACE_SECONDS);
    }
}
