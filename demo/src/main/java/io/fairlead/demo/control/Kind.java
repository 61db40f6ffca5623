package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;

/**
 * A kind of object, with what is known of its objects.
 *
 * @param context what the API calls it
 */
record Kind<T extends HasMetadata>(ResourceDefinitionContext context, ObjectCache<T> objects) {

    static <T extends HasMetadata> Kind<T> of(Class<T> type, ObjectCache<T> objects) {
        return new Kind<>(ResourceDefinitionContext.fromResourceType(type), objects);
    }

    /** Returns what owner references call it, which is not its version alone. */
    Name name() {
        return new Name(group(), context.getKind());
    }

    private String group() {
        return context.getGroup() == null ? "" : context.getGroup();
    }

    /** A group and kind. An object is the same in all of the group's versions. */
    record Name(String group, String kind) {

        static Name of(String apiVersion, String kind) {
            int slash = apiVersion.indexOf('/');
            return new Name(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
        }
    }

    /** Returns where an object is; {@code namespace} does not matter to a kind that has none. */
    ObjectKey at(String namespace, String name) {
        return new ObjectKey(context.isNamespaceScoped() ? namespace : "", name);
    }

    List<T> ownedBy(String uid) {
        return objects.ownedBy(uid);
    }

    /** Returns what reads and writes one object, with nothing of it left out. */
    Resource<GenericKubernetesResource> resource(KubernetesClient client, ObjectKey key) {
        var all = client.genericKubernetesResources(context);
        return context.isNamespaceScoped()
                ? all.inNamespace(key.namespace()).withName(key.name())
                : all.withName(key.name());
    }

    String path(ObjectKey key) {
        String root = group().isEmpty() ? "/api" : "/apis/" + group();
        String place = context.isNamespaceScoped() ? "/namespaces/" + key.namespace() : "";
        return "%s/%s%s/%s/%s".formatted(root, context.getVersion(), place, context.getPlural(), key.name());
    }
}
