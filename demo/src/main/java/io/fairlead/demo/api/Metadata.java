package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The metadata of an object. */
record Metadata(ObjectNode node) {

    private static final String DELETION_TIMESTAMP = "deletionTimestamp";
    private static final String DELETION_GRACE = "deletionGracePeriodSeconds";
    private static final String FINALIZERS = "finalizers";
    private static final String GENERATION = "generation";

    /** Returns that of {@code object}, which is given some where it has none. */
    static Metadata of(ObjectNode object) {
        return new Metadata(Json.child(object, "metadata"));
    }

    String name() {
        return node.path("name").asText();
    }

    @Nullable
    String namespace() {
        return text("namespace");
    }

    String uid() {
        return node.path("uid").asText();
    }

    String resourceVersion() {
        return node.path("resourceVersion").asText();
    }

    long generation() {
        return node.path(GENERATION).asLong();
    }

    void setGeneration(long generation) {
        node.put(GENERATION, generation);
    }

    boolean hasGeneration() {
        return node.has(GENERATION);
    }

    boolean isDeleting() {
        return node.hasNonNull(DELETION_TIMESTAMP);
    }

    /** Returns how long the object may still be there, in seconds. */
    long deletionGrace() {
        return node.path(DELETION_GRACE).asLong();
    }

    void setDeleting(String when, long graceSeconds) {
        node.put(DELETION_TIMESTAMP, when);
        node.put(DELETION_GRACE, graceSeconds);
    }

    boolean hasFinalizers() {
        return !node.path(FINALIZERS).isEmpty();
    }

    boolean hasFinalizer(String finalizer) {
        for (JsonNode each : node.path(FINALIZERS)) {
            if (each.asText().equals(finalizer)) {
                return true;
            }
        }
        return false;
    }

    void addFinalizer(String finalizer) {
        if (!hasFinalizer(finalizer)) {
            node.withArray(FINALIZERS).add(finalizer);
        }
    }

    JsonNode labels() {
        return node.path("labels");
    }

    @Nullable
    String text(String field) {
        JsonNode value = node.path(field);
        return value.asText().isEmpty() ? null : value.asText();
    }

    /** Takes what clients do not decide from {@code current}. */
    void keepFrom(Metadata current) {
        keep("uid", current);
        keep("creationTimestamp", current);
        keep("namespace", current);
        keep(DELETION_TIMESTAMP, current);
        keep(DELETION_GRACE, current);
        keep(GENERATION, current);
        keep("resourceVersion", current);
        keep("generateName", current);
        node.remove("managedFields");
        node.remove("selfLink");
    }

    private void keep(String field, Metadata current) {
        JsonNode value = current.node.get(field);
        if (value == null) {
            node.remove(field);
        } else {
            node.set(field, value);
        }
    }
}
