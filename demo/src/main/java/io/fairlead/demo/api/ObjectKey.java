package io.fairlead.demo.api;

import org.jspecify.annotations.Nullable;

/**
 * What an object, or a collection of objects, is kept by.
 *
 * @param group empty for the core group
 * @param namespace {@code null} for objects of the cluster, and for collections of all namespaces
 * @param name {@code null} for a collection
 */
record ObjectKey(
        String group,
        String version,
        String plural,
        @Nullable String namespace,
        @Nullable String name) {

    static final String NAMESPACES = "namespaces";

    static ObjectKey namespace(String name) {
        return new ObjectKey("", "v1", NAMESPACES, null, name);
    }

    ObjectKey named(String other) {
        return new ObjectKey(group, version, plural, namespace, other);
    }

    /** Returns the key of the object of that namespace and name. */
    ObjectKey of(Metadata metadata) {
        return new ObjectKey(group, version, plural, metadata.namespace(), metadata.name());
    }

    ObjectKey collection() {
        return new ObjectKey(group, version, plural, null, null);
    }

    /** Returns whether that object is this, or is of this collection. */
    boolean covers(ObjectKey object) {
        return group.equals(object.group)
                && plural.equals(object.plural)
                && (namespace == null || namespace.equals(object.namespace))
                && (name == null || name.equals(object.name));
    }

    boolean is(String otherGroup, String otherPlural) {
        return group.equals(otherGroup) && plural.equals(otherPlural);
    }

    ObjectRef ref() {
        return new ObjectRef(group, plural, name == null ? "" : name);
    }

    /** Returns the path by which the API serves it. */
    String path() {
        String base = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        return base
                + (namespace == null ? "" : "/namespaces/" + namespace)
                + "/"
                + plural
                + (name == null ? "" : "/" + name);
    }
}
