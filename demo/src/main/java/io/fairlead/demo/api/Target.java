package io.fairlead.demo.api;

import io.fairlead.demo.api.discovery.ResourceType;
import io.fairlead.demo.api.discovery.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the path of a request names: an object, a subresource of it, or a collection.
 *
 * @param key without a name: a collection
 * @param subresource such as {@code status}; empty where it is none
 */
record Target(ResourceType type, ObjectKey key, String subresource) {

    private static final List<String> NAMESPACE_SUBRESOURCES = List.of("status", "finalize");

    /**
     * Returns what {@code path} names, such as {@code /apis/apps/v1/namespaces/shop/deployments/echo/scale}.
     *
     * @throws ApiException where there is no such thing
     */
    static Target parse(String path, ResourceTypes types) {
        List<String> parts = new ArrayList<>(
                Stream.of(path.split("/")).filter(part -> !part.isEmpty()).toList());
        String root = take(parts);
        String group = root.equals("apis") ? take(parts) : "";
        if (!root.equals("api") && !root.equals("apis")) {
            throw ApiException.noSuchResource();
        }
        String version = take(parts);
        String namespace = null;
        if (isInNamespace(parts)) {
            parts.removeFirst();
            namespace = take(parts);
        }
        ResourceType type = types.find(group, version, take(parts)).orElseThrow(ApiException::noSuchResource);
        String name = parts.isEmpty() ? null : take(parts);
        String subresource = parts.isEmpty() ? "" : take(parts);
        Target target = new Target(type, new ObjectKey(group, version, type.plural(), namespace, name), subresource);
        if (!parts.isEmpty() || !target.isServed()) {
            throw ApiException.noSuchResource();
        }
        return target;
    }

    private static boolean isInNamespace(List<String> parts) {
        return parts.size() >= 3
                && parts.getFirst().equals(ObjectKey.NAMESPACES)
                && !(parts.size() == 3 && NAMESPACE_SUBRESOURCES.contains(parts.get(2)));
    }

    private static String take(List<String> parts) {
        if (parts.isEmpty()) {
            throw ApiException.noSuchResource();
        }
        return parts.removeFirst();
    }

    /** Collections of all namespaces are there, objects outside of any namespace are not, unless their kind is. */
    private boolean isServed() {
        boolean placed = type.namespaced() ? key.name() == null || key.namespace() != null : key.namespace() == null;
        return placed && (subresource.isEmpty() || type.subresource(subresource).isPresent());
    }

    boolean isCollection() {
        return key.name() == null;
    }

    boolean isCustom() {
        return type.schema() != null;
    }

    boolean hasStatus() {
        return type.subresource("status").isPresent();
    }

    /** Returns the same in another place. */
    Target at(ObjectKey other) {
        return new Target(type, other, "");
    }

    /** Returns a subresource of the same object. */
    Target sub(String name) {
        return new Target(type, key, name);
    }

    /** Returns the error that says what is wrong with the object. */
    ApiException invalid(@Nullable String name, List<ApiException.Cause> causes) {
        return ApiException.invalid(
                type.kind(), new ObjectRef(key.group(), key.plural(), name == null ? "" : name), causes);
    }
}
