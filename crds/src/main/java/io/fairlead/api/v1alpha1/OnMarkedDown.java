package io.fairlead.api.v1alpha1;

/** What happens when a server goes down. */
public enum OnMarkedDown {
    /** Its connections go on. */
    @Haproxy("no on-marked-down")
    None,
    /** Its connections are closed. */
    @Haproxy("shutdown-sessions")
    ShutdownSessions
}
