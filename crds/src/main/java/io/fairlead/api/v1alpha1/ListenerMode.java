package io.fairlead.api.v1alpha1;

/** How a listener treats what clients send. */
public enum ListenerMode {
    /** Relays each connection to one server, byte by byte. */
    @Haproxy("tcp")
    TCP,
    /** Ends HTTP/2 at the proxy, by prior knowledge and without TLS, and gives each RPC a server of its own. */
    @Haproxy("http")
    GRPC
}
