package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Comparator;
import java.util.List;

/** The pods that are a load balancer's own: those whose controllers lead by uid, over a ReplicaSet and the Deployment, to it. */
final class OwnPods {

    private OwnPods() {}

    /** Returns them in the order of their names. */
    static List<Pod> of(Observed observed) {
        Deployment deployment = Ownership.owned(observed.deployment(), observed.resource());
        if (deployment == null) {
            return List.of();
        }
        List<? extends HasMetadata> replicaSets = observed.replicaSets().stream()
                .filter(replicaSet -> Ownership.isControlledBy(replicaSet, deployment))
                .toList();
        return observed.pods().stream()
                .filter(pod -> replicaSets.stream().anyMatch(replicaSet -> Ownership.isControlledBy(pod, replicaSet)))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }
}
