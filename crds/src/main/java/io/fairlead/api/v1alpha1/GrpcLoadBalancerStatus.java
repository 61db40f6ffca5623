package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a load balancer.
 *
 * @param observedGeneration the generation of the spec that the conditions speak of
 * @param conditions Accepted, ResolvedRefs, Programmed and Ready
 * @param addresses where clients reach it
 * @param backendsReady how many endpoints are up of how many there are, such as {@code 2/3}
 * @param backends what the proxies see of each backend
 */
public record GrpcLoadBalancerStatus(
        @Nullable Long observedGeneration,
        @Nullable @Size(max = 16) List<Condition> conditions,
        @Nullable @Size(max = 16) List<LoadBalancerAddress> addresses,
        @Nullable String backendsReady,
        @Nullable @Size(max = 64) List<BackendStatus> backends) {}
