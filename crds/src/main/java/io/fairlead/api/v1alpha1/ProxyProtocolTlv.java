package io.fairlead.api.v1alpha1;

/** What a PROXY header of version 2 says besides the addresses. */
public enum ProxyProtocolTlv {
    /** An identifier of the connection: that of the client's own PROXY header, else a new one. */
    @Haproxy("unique-id")
    UniqueId,
    /** The host name that the client's own PROXY header carried, if any. */
    @Haproxy("authority")
    Authority
}
