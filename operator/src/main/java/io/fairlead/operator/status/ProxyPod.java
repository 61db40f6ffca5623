package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.operator.status.ReportClaim.Trusted;
import java.util.Optional;

/** A pod of the load balancer's own, with what is there of its report. */
record ProxyPod(Pod pod, ReportClaim claim) {

    String name() {
        return pod.getMetadata().getName();
    }

    /** Whether it is being deleted: it drains, and nothing is expected of it any more. */
    boolean leaving() {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether it takes traffic. */
    boolean ready() {
        return !leaving()
                && condition("Ready")
                        .filter(condition -> "True".equals(condition.getStatus()))
                        .isPresent();
    }

    /** Returns what it says of itself, as long ago as that may be. */
    Optional<ProxyReportStatus> report() {
        return claim instanceof Trusted(ProxyReportStatus status) ? Optional.of(status) : Optional.empty();
    }

    Optional<PodCondition> condition(String type) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }
}
