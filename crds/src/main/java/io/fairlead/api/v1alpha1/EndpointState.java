package io.fairlead.api.v1alpha1;

/** Whether an endpoint gets new connections. */
public enum EndpointState {
    /** It gets new connections. */
    @Haproxy("UP")
    Up,
    /** It gets none; established ones go on. */
    @Haproxy("DOWN")
    Down
}
