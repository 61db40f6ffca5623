package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a load balancer.
 *
 * @param observedGeneration the generation of the spec that the conditions speak of
 * @param conditions Accepted, ResolvedRefs, Programmed and Ready; Reconciling and Stalled while they hold
 * @param addresses where clients reach it
 * @param listeners what became of each listener
 * @param replicas how many proxies there are
 * @param readyReplicas how many of them are ready
 * @param selector selects the pods of the proxies, as text, for the scale subresource
 * @param backendsReady how many endpoints are up of how many there are, such as {@code 2/3}
 * @param backends what the proxies see of each backend
 */
@Haproxy(Haproxy.NONE)
public record GrpcLoadBalancerStatus(
        @Nullable @Min(0) Long observedGeneration,
        @Nullable @Size(max = 16) List<Condition> conditions,
        @Nullable @Size(max = 16) List<LoadBalancerAddress> addresses,
        @Nullable @Size(max = 16) List<ListenerStatus> listeners,
        @Nullable @Min(0) @StatusReplicas Integer replicas,
        @Nullable @Min(0) Integer readyReplicas,
        @Nullable @Size(max = 253) @LabelSelector String selector,
        @Nullable @Size(max = 32) String backendsReady,
        @Nullable @Size(max = 64) List<BackendStatus> backends) {}
