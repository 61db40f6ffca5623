package io.fairlead.api.v1alpha1;

/** How a probe ended, in the words of HAProxy's health checks. */
public enum CheckResult {
    /** The connection was established. */
    @Haproxy("L4OK")
    L4OK,
    /** The connection failed: refused, reset, or no route to the host. */
    @Haproxy("L4CON")
    L4CON,
    /** The connection was not established within the timeout. */
    @Haproxy("L4TOUT")
    L4TOUT
}
