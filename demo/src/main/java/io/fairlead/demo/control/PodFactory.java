package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** New pods, as a ReplicaSet's template says. */
final class PodFactory {

    private final RandomGenerator random;

    PodFactory(RandomGenerator random) {
        this.random = random;
    }

    Pod create(ReplicaSet replicaSet) {
        PodTemplateSpec template = replicaSet.getSpec().getTemplate();
        ObjectMeta metadata = Objects.requireNonNullElseGet(template.getMetadata(), ObjectMeta::new);
        String prefix = replicaSet.getMetadata().getName() + "-";
        return new PodBuilder()
                .withNewMetadata()
                .withGenerateName(prefix)
                .withName(SafeNames.random(prefix, random))
                .withNamespace(replicaSet.getMetadata().getNamespace())
                .withLabels(metadata.getLabels())
                .withAnnotations(metadata.getAnnotations())
                .withFinalizers(metadata.getFinalizers())
                .withOwnerReferences(Owners.reference(replicaSet))
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }
}
