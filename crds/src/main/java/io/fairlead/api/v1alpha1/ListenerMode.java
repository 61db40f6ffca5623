package io.fairlead.api.v1alpha1;

/** How a listener treats what clients send. */
public enum ListenerMode {
    /** Relays each connection to one server, byte by byte. */
    @Haproxy("tcp")
    TCP
}
