package io.fairlead.api.v1alpha1;

import java.util.Map;

/** The patterns that text in the resource follows, and what they mean in words. */
public final class Patterns {

    /** A load balancer's name: the Service that the operator owns for it is named {@code <name>-lb}, in 63 characters. */
    static final String RESOURCE = "^[a-z]([-a-z0-9]{0,58}[a-z0-9])?$";

    /** RFC 1123's label, as Kubernetes has it. */
    static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /** An IPv4 or IPv6 address or a DNS name; which of them is for the reader to find out. HAProxy's servers have such names, too. */
    static final String HOST = "^[A-Za-z0-9._:-]+$";

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = "(" + OCTET + "\\.){3}" + OCTET;

    /** The characters of an IPv6 address alone. */
    private static final String IPV6 = "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";

    /** An IPv4 or IPv6 address; of IPv6 the characters alone. */
    static final String ADDRESS = "^(" + IPV4 + "|" + IPV6 + ")$";

    /** A network in CIDR notation, or a single address; of IPv6 the characters alone. */
    static final String NETWORK =
            "^(" + IPV4 + "(/(3[0-2]|[12]?[0-9]))?|" + IPV6 + "(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)$";

    /** A Pod's name. */
    static final String DNS_SUBDOMAIN = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** A gRPC service with its package, or nothing. */
    static final String GRPC_SERVICE = "^([A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*)?$";

    /** A gRPC method with its service, as in the path of its requests. */
    static final String GRPC_METHOD = "^/[A-Za-z_][A-Za-z0-9_.]*/[A-Za-z_][A-Za-z0-9_]*$";

    /** A host name or address, with a port or without. */
    static final String AUTHORITY = "^[A-Za-z0-9._:\\[\\]-]+$";

    /** A name of gRPC metadata. */
    static final String METADATA_NAME = "^[0-9a-z_.-]+$";

    /** A Service port's name: a label that cannot be mistaken for a number. */
    static final String PORT_NAME = "^([0-9][-0-9]*)?[a-z]([-a-z0-9]*[a-z0-9])?$";

    /** What Kubernetes takes as a quantity, without a sign. It keeps thousandths, and rounds what is finer: that is not taken here. */
    static final String QUANTITY =
            "^(([0-9]+(\\.[0-9]{1,3})?|\\.[0-9]{1,3})(k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][0-9]{1,2})?|[0-9]+m)$";

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry(DNS_LABEL, "lower-case letters, digits and -, a letter or digit first and last"),
            Map.entry(
                    PORT_NAME,
                    "lower-case letters, digits and -, at least one letter, a letter or digit first and last"),
            Map.entry(HOST, "letters, digits and any of . _ : -"),
            Map.entry(ADDRESS, "an IPv4 or IPv6 address"),
            Map.entry(NETWORK, "a network such as 10.0.0.0/8 or 2001:db8::/32, or an IP address"),
            Map.entry(DNS_SUBDOMAIN, "lower-case letters, digits, - and ., a letter or digit first and last"),
            Map.entry(GRPC_SERVICE, "a gRPC service such as grpc.health.v1.Health"),
            Map.entry(AUTHORITY, "a host name or an address, with a port or without"),
            Map.entry(METADATA_NAME, "a name of metadata in lower case, such as x-tenant"),
            Map.entry(GRPC_METHOD, "a gRPC method such as /grpc.health.v1.Health/Check"),
            Map.entry(QUANTITY, "a quantity as in Kubernetes, such as 500m or 1.5Gi, of three decimals at most"),
            Map.entry(DurationString.PATTERN, DurationString.MEANING));

    private Patterns() {}

    /** Returns what a text that {@code pattern} matches looks like, in words where the pattern is one of the resource's. */
    public static String describe(String pattern) {
        return MEANINGS.getOrDefault(pattern, "text that matches " + pattern);
    }
}
