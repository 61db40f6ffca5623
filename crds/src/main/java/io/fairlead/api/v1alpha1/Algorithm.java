package io.fairlead.api.v1alpha1;

/** An algorithm that picks a server for a connection. */
public enum Algorithm {
    /** Each server in turn. */
    @Haproxy("roundrobin")
    RoundRobin,
    /** The server with the fewest connections, in turn among equals. */
    @Haproxy("leastconn")
    LeastConnections,
    /** The server that the client's address hashes to, the same as long as it is up. When one of n servers comes or goes, about 1/n of the clients move. */
    @Haproxy("source, hash-type consistent")
    Source
}
