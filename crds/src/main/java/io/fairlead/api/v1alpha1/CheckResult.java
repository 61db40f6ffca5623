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
    L4TOUT,
    /** The server answered that it is healthy. */
    @Haproxy("L7OK")
    L7OK,
    /** The server's answer was not understood, or the connection ended before it. */
    @Haproxy("L7RSP")
    L7RSP,
    /** The server answered that it is not healthy. */
    @Haproxy("L7STS")
    L7STS,
    /** The server did not answer within the timeout. */
    @Haproxy("L7TOUT")
    L7TOUT,
    /** No probe: too many of clients' connections in a row failed. */
    @Haproxy("HANA")
    HANA
}
