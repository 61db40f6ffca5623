package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.HashMap;
import java.util.Map;

/** The kinds that CustomResourceDefinitions define, while they do. */
final class CustomKinds implements AutoCloseable {

    private final KubernetesClient client;
    private final GarbageCollector collector;

    /** By the uid of the definition; guarded by this. */
    private final Map<String, Kind<GenericKubernetesResource>> kinds = new HashMap<>();

    private boolean closed;

    CustomKinds(
            KubernetesClient client, GarbageCollector collector, ObjectCache<CustomResourceDefinition> definitions) {
        this.client = client;
        this.collector = collector;
        definitions.onGone(this::remove);
        definitions.onAdd(this::add);
    }

    private synchronized void add(CustomResourceDefinition definition) {
        if (closed) {
            return;
        }
        ResourceDefinitionContext context = context(definition);
        Kind<GenericKubernetesResource> kind = new Kind<>(context, ObjectCache.of(client, context));
        kinds.put(definition.getMetadata().getUid(), kind);
        collector.add(kind);
        kind.objects().startLater(() -> collector.ownersKnown(kind.name()));
    }

    private static ResourceDefinitionContext context(CustomResourceDefinition definition) {
        var spec = definition.getSpec();
        var stored = spec.getVersions().stream()
                .filter(version -> Boolean.TRUE.equals(version.getStorage()))
                .findFirst()
                .orElse(spec.getVersions().getFirst());
        return new ResourceDefinitionContext.Builder()
                .withGroup(spec.getGroup())
                .withVersion(stored.getName())
                .withKind(spec.getNames().getKind())
                .withPlural(spec.getNames().getPlural())
                .withNamespaced("Namespaced".equals(spec.getScope()))
                .build();
    }

    private synchronized void remove(CustomResourceDefinition definition) {
        Kind<GenericKubernetesResource> kind =
                kinds.remove(definition.getMetadata().getUid());
        if (kind != null) {
            collector.remove(kind.name());
            kind.objects().close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        kinds.values().forEach(kind -> kind.objects().close());
    }
}
