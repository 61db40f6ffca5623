package io.fairlead.api.v1alpha1;

/** Whether an endpoint gets new connections. */
public enum EndpointState {
    /** It gets new connections. */
    @Haproxy("UP")
    Up,
    /** It gets none; established ones go on. */
    @Haproxy("DOWN")
    Down,
    /** Its user lets it drain: it is up, and gets no new connections but those of clients that stick to it. */
    @Haproxy("DRAIN")
    Drain,
    /** Its user took it out: it is not probed, and gets none. */
    @Haproxy("MAINT")
    Maintenance
}
