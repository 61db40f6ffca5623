package io.fairlead.api.v1alpha1;

/** Whether an endpoint takes part, as its user wants it. */
public enum AdministrativeState {
    /** It gets connections while it is up. */
    @Haproxy("ready")
    Ready,
    /** It is probed, but gets no new connections but those of clients that stick to it; established ones go on. */
    @Haproxy("drain")
    Drain,
    /** It is neither probed nor connected to; established connections go on. */
    @Haproxy("maint")
    Maintenance
}
