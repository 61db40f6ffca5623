package io.fairlead.api.v1alpha1;

/** What a probe does. */
public enum HealthCheckType {
    /** Opens a TCP connection and closes it. */
    @Haproxy("tcp-check connect")
    TCP,
    /** No probes: servers count as up. */
    @Haproxy("no check")
    None
}
