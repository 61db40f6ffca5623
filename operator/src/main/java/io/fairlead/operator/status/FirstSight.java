package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The status of a load balancer that nobody has looked at: {@code Ready=Unknown}, as are the other conditions. It is written before anything else is done, since tools that
 * wait (kstatus) take a resource with no status for one that is as it should be.
 */
public final class FirstSight {

    private FirstSight() {}

    /** Returns the status to write first, empty where {@code resource} has one already. */
    public static Optional<GrpcLoadBalancerStatus> of(GrpcLoadBalancer resource, Instant now) {
        GrpcLoadBalancerStatus status = resource.getStatus();
        if (status != null && Conditions.find(status.conditions(), ConditionType.Ready) != null) {
            return Optional.empty();
        }
        Long generation = resource.getMetadata().getGeneration();
        Conditions conditions = new Conditions(null, generation, now);
        Verdict pending = Verdict.unknown(Reason.Pending, "The operator has not looked at it yet.");
        return Optional.of(new GrpcLoadBalancerStatus(
                generation,
                Stream.of(
                                ConditionType.Accepted,
                                ConditionType.ResolvedRefs,
                                ConditionType.Programmed,
                                ConditionType.Ready)
                        .map(type -> conditions.of(type, pending))
                        .toList(),
                null,
                null,
                null,
                null,
                null,
                null,
                null));
    }
}
