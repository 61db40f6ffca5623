package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ListenerStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a status is the operator's. Others may add conditions of types of their own, as gates of a rollout do; were they to count as a difference,
 * the operator, which does not apply them, would write for ever.
 */
public final class OwnStatus {

    private static final Set<String> TYPES =
            Arrays.stream(ConditionType.values()).map(ConditionType::name).collect(Collectors.toUnmodifiableSet());

    private OwnStatus() {}

    /** Returns {@code status} without the conditions that the operator does not write, all else as it is. */
    public static GrpcLoadBalancerStatus of(GrpcLoadBalancerStatus status) {
        return new GrpcLoadBalancerStatus(
                status.observedGeneration(),
                own(status.conditions()),
                status.addresses(),
                own(status),
                status.replicas(),
                status.readyReplicas(),
                status.selector(),
                status.backendsReady(),
                status.backends());
    }

    private static @Nullable List<ListenerStatus> own(GrpcLoadBalancerStatus status) {
        List<ListenerStatus> listeners = status.listeners();
        return listeners == null
                ? null
                : listeners.stream()
                        .map(listener ->
                                new ListenerStatus(listener.name(), listener.port(), own(listener.conditions())))
                        .toList();
    }

    private static @Nullable List<Condition> own(@Nullable List<Condition> conditions) {
        return conditions == null
                ? null
                : conditions.stream()
                        .filter(condition -> TYPES.contains(condition.getType()))
                        .toList();
    }
}
