package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Creates objects. */
final class Creation {

    /** Groups whose objects have no generation. */
    private static final Set<String> WITHOUT_GENERATION =
            Set.of("", "rbac.authorization.k8s.io", "coordination.k8s.io");

    private static final int MAX_NAMES = 8;

    private static final String ACCOUNTS = "serviceaccounts";

    private final ObjectStore store;
    private final Admission admission;
    private final InstantSource clock;
    private final RandomGenerator random;

    Creation(ObjectStore store, Admission admission, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.admission = admission;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Creates the object and returns it as it is kept.
     *
     * @param target the collection
     * @throws ApiException where it is not valid, or cannot be
     */
    ObjectNode create(Target target, ObjectNode object, Query query) {
        Metadata metadata = Metadata.of(object);
        checkNamespace(target, metadata);
        return store.exclusively(() -> {
            ObjectKey key = target.key().named(name(target, metadata));
            checkPlace(key);
            if (store.get(key) != null) {
                throw ApiException.alreadyExists(key.ref());
            }
            initialize(target, key, metadata);
            resetStatus(target, object);
            admission.admit(target.at(key), object, null, query);
            if (!query.isDryRun()) {
                store.put(key, object);
                if (key.is("", ObjectKey.NAMESPACES)) {
                    createDefaultAccount(metadata.name());
                }
            }
            return object;
        });
    }

    private static void checkNamespace(Target target, Metadata metadata) {
        String said = metadata.namespace();
        if (said != null && !said.equals(target.key().namespace())) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        if (target.type().namespaced() && target.key().namespace() == null) {
            throw ApiException.badRequest("an empty namespace may not be set during creation");
        }
    }

    private String name(Target target, Metadata metadata) {
        if (metadata.name().isEmpty()) {
            metadata.node().put("name", generated(target, metadata.text("generateName")));
        }
        Names.check(target, metadata.name());
        return metadata.name();
    }

    /** Returns one that is free, unless by rare chance a few in a row are not. */
    private String generated(Target target, @Nullable String prefix) {
        if (prefix == null) {
            throw target.invalid(
                    null, List.of(ApiException.Cause.required("metadata.name", "name or generateName is required")));
        }
        String name = Names.generate(prefix, random);
        for (int again = 0; again < MAX_NAMES && store.get(target.key().named(name)) != null; again++) {
            name = Names.generate(prefix, random);
        }
        return name;
    }

    private void checkPlace(ObjectKey key) {
        if (key.namespace() == null) {
            return;
        }
        ObjectKey holder = ObjectKey.namespace(key.namespace());
        ObjectNode namespace = store.get(holder);
        if (namespace == null) {
            throw ApiException.notFound(holder.ref());
        }
        if (Metadata.of(namespace).isDeleting()) {
            throw ApiException.forbidden(
                    key.ref(),
                    "unable to create new content in namespace %s because it is being terminated"
                            .formatted(key.namespace()));
        }
    }

    private void initialize(Target target, ObjectKey key, Metadata metadata) {
        metadata.node()
                .remove(List.of(
                        "resourceVersion",
                        "deletionTimestamp",
                        "deletionGracePeriodSeconds",
                        "generation",
                        "managedFields",
                        "selfLink"));
        metadata.node().put("uid", UUID.randomUUID().toString()).put("creationTimestamp", Times.text(clock.instant()));
        if (key.namespace() != null) {
            metadata.node().put("namespace", key.namespace());
        }
        if (!WITHOUT_GENERATION.contains(target.type().group())) {
            metadata.setGeneration(1);
        }
    }

    /** Who creates an object does not say how it is; a node that registers itself does. What is built in has a status from the start. */
    private static void resetStatus(Target target, ObjectNode object) {
        if (target.hasStatus() && !target.type().kind().equals("Node")) {
            object.remove("status");
            if (!target.isCustom()) {
                object.set("status", Json.object());
            }
        }
    }

    private void createDefaultAccount(String namespace) {
        ObjectKey key = new ObjectKey("", "v1", ACCOUNTS, namespace, "default");
        ObjectNode account = Json.object().put("kind", "ServiceAccount").put("apiVersion", "v1");
        Metadata.of(account)
                .node()
                .put("name", "default")
                .put("namespace", namespace)
                .put("uid", UUID.randomUUID().toString())
                .put("creationTimestamp", Times.text(clock.instant()));
        store.put(key, account);
    }
}
