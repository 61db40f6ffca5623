package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Adopts and releases objects. */
final class ClaimWriter {

    private final KubernetesClient client;

    ClaimWriter(KubernetesClient client) {
        this.client = client;
    }

    <T extends HasMetadata> void settle(HasMetadata controller, Claim<T> claim) {
        for (T adopted : claim.adopted()) {
            T changed = client.getKubernetesSerialization().clone(adopted);
            changed.getMetadata().getOwnerReferences().add(Owners.reference(controller));
            client.resource(changed).update();
        }
        for (T released : claim.released()) {
            T changed = client.getKubernetesSerialization().clone(released);
            changed.getMetadata()
                    .getOwnerReferences()
                    .removeIf(owner ->
                            owner.getUid().equals(controller.getMetadata().getUid()));
            client.resource(changed).update();
        }
    }
}
