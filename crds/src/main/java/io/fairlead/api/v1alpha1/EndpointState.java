package io.fairlead.api.v1alpha1;

/** Whether an endpoint gets new connections. */
public enum EndpointState {
    Up,
    Down
}
