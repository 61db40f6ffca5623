package io.fairlead.api.v1alpha1;

/** How a probe ended, in the words of HAProxy's health checks. */
public enum CheckResult {
    /** The connection was established. */
    L4OK,
    /** The connection failed: refused, reset, or no route to the host. */
    L4CON,
    /** The connection was not established within the timeout. */
    L4TOUT
}
