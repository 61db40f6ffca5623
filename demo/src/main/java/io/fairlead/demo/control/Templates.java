package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/** Pod templates, and the label that tells the pods of one from those of another. */
final class Templates {

    static final String HASH_LABEL = "pod-template-hash";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private Templates() {}

    static Map<String, String> labels(PodTemplateSpec template) {
        return template.getMetadata() == null || template.getMetadata().getLabels() == null
                ? Map.of()
                : template.getMetadata().getLabels();
    }

    /** Whether the selector selects the pods of the template. Where it does not, which an API server may let pass, there would be ever more of them. */
    static boolean areSelected(Deployment deployment) {
        return Selectors.matches(
                deployment.getSpec().getSelector(), labels(deployment.getSpec().getTemplate()));
    }

    /** Whether the selector selects the pods of the template. */
    static boolean areSelected(ReplicaSet replicaSet) {
        return Selectors.matches(
                replicaSet.getSpec().getSelector(), labels(replicaSet.getSpec().getTemplate()));
    }

    /** Whether a ReplicaSet's pods are as the Deployment's template says. */
    static boolean isOf(ReplicaSet replicaSet, Deployment deployment) {
        return withoutHash(replicaSet.getSpec().getTemplate())
                .equals(withoutHash(deployment.getSpec().getTemplate()));
    }

    private static PodTemplateSpec withoutHash(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .removeFromLabels(HASH_LABEL)
                .endMetadata()
                .build();
    }

    static PodTemplateSpec withHash(PodTemplateSpec template, String hash) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .addToLabels(HASH_LABEL, hash)
                .endMetadata()
                .build();
    }

    /**
     * Returns what is always the same for the same template.
     *
     * @param collisions how often what came out was taken
     */
    static String hash(PodTemplateSpec template, int collisions) {
        return SafeNames.hash(SERIALIZATION.asJson(template) + "\n" + collisions);
    }
}
