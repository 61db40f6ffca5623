package io.fairlead.api.v1alpha1;

/** A part of an RPC, or of its connection, that a hash picks a server by. */
public enum HashKeyType {
    /** The client's address. */
    @Haproxy("source")
    Source,
    /** The RPC's {@code :authority}. */
    @Haproxy("hdr(host)")
    Authority,
    /** The RPC's {@code :path}: its service and method. */
    @Haproxy("uri")
    Path,
    /** The first value that its metadata has by a name. */
    @Haproxy("hdr")
    Metadata
}
