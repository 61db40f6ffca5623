package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.AdministrativeState;

/**
 * What the configuration says of one endpoint, overrides included.
 *
 * @param weight its share among the others, 0-256
 * @param backup whether it is used only while no other is up
 * @param state whether it takes part
 * @param maxConnections how many connections it gets at a time, {@link Integer#MAX_VALUE} where nothing limits it
 */
public record EndpointSettings(int weight, boolean backup, AdministrativeState state, int maxConnections) {

    /** What holds for an endpoint that nothing is said of. */
    public static final EndpointSettings DEFAULT =
            new EndpointSettings(1, false, AdministrativeState.Ready, Integer.MAX_VALUE);

    public boolean inMaintenance() {
        return state == AdministrativeState.Maintenance;
    }

    /** Whether it gets new connections while it is up. */
    boolean takesPart() {
        return state == AdministrativeState.Ready && weight > 0;
    }
}
