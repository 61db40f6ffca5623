package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The conditions of a Deployment at a moment. One that says the same for the same reason stays as it is, with its times.
 *
 * @param now when what is said from now on is said
 */
record DeploymentConditions(List<DeploymentCondition> all, Instant now) {

    Optional<DeploymentCondition> find(String type) {
        return all.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    boolean says(String type, String reason) {
        return find(type)
                .filter(condition -> reason.equals(condition.getReason()))
                .isPresent();
    }

    DeploymentConditions with(String type, String status, String reason, String message) {
        boolean same = find(type)
                .filter(before ->
                        before.getStatus().equals(status) && before.getReason().equals(reason))
                .isPresent();
        return same ? this : renewed(type, status, reason, message);
    }

    /** Says it as of now, though it may be nothing new. */
    DeploymentConditions renewed(String type, String status, String reason, String message) {
        String since = find(type)
                .filter(before -> before.getStatus().equals(status))
                .map(DeploymentCondition::getLastTransitionTime)
                .orElse(Times.text(now));
        DeploymentCondition condition = new DeploymentConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastUpdateTime(Times.text(now))
                .withLastTransitionTime(since)
                .build();
        return new DeploymentConditions(
                Stream.concat(without(type).all.stream(), Stream.of(condition)).toList(), now);
    }

    DeploymentConditions without(String type) {
        return new DeploymentConditions(
                all.stream()
                        .filter(condition -> !type.equals(condition.getType()))
                        .toList(),
                now);
    }
}
