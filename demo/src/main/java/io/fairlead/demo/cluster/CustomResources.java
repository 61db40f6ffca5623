package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** fairlead's CustomResourceDefinitions in a cluster. */
final class CustomResources {

    /** Marks those that were not there before. */
    private static final String LABEL = "fairlead.io/installed-by";

    private static final String FIELD_MANAGER = "fairlead-demo";
    private static final List<Class<? extends HasMetadata>> TYPES = List.of(GrpcLoadBalancer.class, ProxyReport.class);

    /** An API server that only just learnt of them asks to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final KubernetesClient client;
    private final boolean serverSideApply;

    CustomResources(KubernetesClient client, boolean serverSideApply) {
        this.client = client;
        this.serverSideApply = serverSideApply;
    }

    /** Applies them, and returns when they are served. */
    void install() throws InterruptedException {
        TYPES.forEach(this::apply);
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Class<? extends HasMetadata> type : TYPES) {
            awaitServed(type, end);
        }
    }

    private void apply(Class<? extends HasMetadata> type) {
        CustomResourceDefinition definition = definition(type);
        Resource<CustomResourceDefinition> resource =
                client.apiextensions().v1().customResourceDefinitions().resource(definition);
        CustomResourceDefinition existing = resource.get();
        if (existing == null || existing.getMetadata().getLabels().containsKey(LABEL)) {
            definition.getMetadata().getLabels().put(LABEL, FIELD_MANAGER);
        }
        if (serverSideApply) {
            resource.fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
        } else {
            resource.createOr(present -> present.update());
        }
    }

    private static CustomResourceDefinition definition(Class<? extends HasMetadata> type) {
        String file = HasMetadata.getFullResourceName(type) + ".yaml";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file), file)) {
            return Serialization.unmarshal(in, CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitServed(Class<? extends HasMetadata> type, long end) throws InterruptedException {
        ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
        while (true) {
            try {
                client.resources(type).inAnyNamespace().list(one);
                return;
            } catch (KubernetesClientException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Deletes those that {@link #install} added, and with them all of their kinds. */
    void uninstall() {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withLabel(LABEL, FIELD_MANAGER)
                .delete();
    }
}
