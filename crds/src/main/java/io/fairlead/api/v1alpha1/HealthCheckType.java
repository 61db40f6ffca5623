package io.fairlead.api.v1alpha1;

/** What a probe does. */
public enum HealthCheckType {
    /** Opens a TCP connection and closes it. */
    @Haproxy("tcp-check connect")
    TCP,
    /** Asks the server by the gRPC health checking protocol. */
    @Haproxy(Haproxy.NONE)
    GRPC,
    /** No probes: servers count as up. */
    @Haproxy("no check")
    None
}
