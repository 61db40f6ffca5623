package io.fairlead.api.v1alpha1;

/** A version of the PROXY protocol. */
public enum ProxyProtocolVersion {
    /** A line of text. */
    @Haproxy("send-proxy")
    V1,
    /** Binary. */
    @Haproxy("send-proxy-v2")
    V2
}
