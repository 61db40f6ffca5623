package io.fairlead.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/**
 * What a pod asks for and may use, as Kubernetes means it.
 *
 * @param requests what is set aside for it; omitted: what limits it, or nothing
 * @param limits what it may use at most; omitted: no limit
 */
@Haproxy(Haproxy.NONE)
public record ComputeResources(
        @Nullable ResourceAmounts requests, @Nullable ResourceAmounts limits) {}
