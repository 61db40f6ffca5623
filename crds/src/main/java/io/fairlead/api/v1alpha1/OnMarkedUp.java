package io.fairlead.api.v1alpha1;

/** What happens when a server that is no backup comes up. */
public enum OnMarkedUp {
    /** The connections of backup servers go on. */
    @Haproxy("no on-marked-up")
    None,
    /** The connections of the backend's backup servers are closed. */
    @Haproxy("shutdown-backup-sessions")
    ShutdownBackupSessions
}
