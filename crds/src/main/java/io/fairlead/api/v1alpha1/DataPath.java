package io.fairlead.api.v1alpha1;

/** How a proxy moves the bytes of a connection from one side to the other. */
public enum DataPath {
    /** Copied, and spliced while much comes at a time. */
    @Haproxy("option splice-auto")
    Auto,
    /** Through the proxy's memory. */
    @Haproxy("nosplice")
    Copy,
    /** Within the kernel wherever that can be; it costs more than to copy where messages are small. */
    @Haproxy("option splice-request, option splice-response")
    Splice
}
