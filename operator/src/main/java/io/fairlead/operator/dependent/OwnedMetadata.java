package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the metadata of all objects that a load balancer owns have in common. */
final class OwnedMetadata {

    private OwnedMetadata() {}

    /** Returns the name, namespace, labels and owner of an object that {@code resource} owns. */
    static ObjectMeta of(GrpcLoadBalancer resource) {
        return new ObjectMetaBuilder()
                .withName(ManagedNames.owned(resource))
                .withNamespace(resource.getMetadata().getNamespace())
                .withLabels(labels(resource))
                .addNewOwnerReference()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .build();
    }

    static Map<String, String> labels(GrpcLoadBalancer resource) {
        Map<String, String> labels = new LinkedHashMap<>(selector(resource));
        labels.put("app.kubernetes.io/name", "fairlead-proxy");
        labels.put("app.kubernetes.io/instance", resource.getMetadata().getName());
        labels.put("app.kubernetes.io/component", "proxy");
        labels.put("app.kubernetes.io/managed-by", "fairlead");
        return labels;
    }

    /** Returns what selects the pods. */
    static Map<String, String> selector(GrpcLoadBalancer resource) {
        return Map.of(ManagedNames.NAME_LABEL, resource.getMetadata().getName());
    }
}
