package io.fairlead.api.v1alpha1;

/** The patterns that names in the resource follow. */
final class Names {

    /** A load balancer's name: the Service that the operator owns for it is named {@code <name>-lb}, in 63 characters. */
    static final String RESOURCE = "^[a-z]([-a-z0-9]{0,58}[a-z0-9])?$";

    /** RFC 1123's label, as Kubernetes has it. */
    static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /** What HAProxy takes as a server's name. */
    static final String SERVER = "^[A-Za-z0-9._:-]+$";

    /** An IPv4 or IPv6 address or a DNS name; which of them is for the reader to find out. */
    static final String HOST = "^[A-Za-z0-9._:-]+$";

    private Names() {}
}
