package io.fairlead.api.v1alpha1;

/** How servers share the hashes. */
public enum HashType {
    /** A table of the servers that are up, each as often as its weight says: the most even, but most clients move when a server comes or goes. */
    @Haproxy("map-based")
    MapBased,
    /** Each client, or whatever is hashed, ranks the servers in an order of its own: when one of n servers comes or goes, about 1/n of the clients move. */
    @Haproxy("consistent")
    Consistent
}
