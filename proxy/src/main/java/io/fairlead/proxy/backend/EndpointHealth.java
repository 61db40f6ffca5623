package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an endpoint's health.
 *
 * @param state whether it gets new connections
 * @param check the last probe's result, {@code null} before the first one and where there are none
 * @param message why the probe failed
 * @param since when the state began
 */
public record EndpointHealth(
        EndpointState state,
        @Nullable CheckResult check,
        @Nullable String message,
        Instant since) {

    public boolean up() {
        return state == EndpointState.Up;
    }
}
