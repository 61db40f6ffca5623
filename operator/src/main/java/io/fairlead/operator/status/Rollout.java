package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a Deployment has got, as {@code kubectl rollout status} reads it. */
final class Rollout {

    private Rollout() {}

    /** Returns what is left to be done, empty where all is. */
    static Optional<String> of(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        Integer replicas = deployment.getSpec().getReplicas();
        int wanted = replicas == null ? 1 : replicas;
        if (status == null || !Objects.equals(status.getObservedGeneration(), generation(deployment))) {
            return Optional.of("Kubernetes has not looked at it yet");
        }
        int updated = count(status.getUpdatedReplicas());
        if (updated < wanted) {
            return Optional.of("%d of %d pods are of the newest template".formatted(updated, wanted));
        }
        if (count(status.getReplicas()) > updated) {
            return Optional.of("pods of an older template still end");
        }
        int available = count(status.getAvailableReplicas());
        return available < updated
                ? Optional.of("%d of %d pods are available".formatted(available, updated))
                : Optional.empty();
    }

    static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static @Nullable Long generation(Deployment deployment) {
        return deployment.getMetadata().getGeneration();
    }
}
