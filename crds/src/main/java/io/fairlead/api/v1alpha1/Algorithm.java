package io.fairlead.api.v1alpha1;

/** An algorithm that picks a server for a connection. */
public enum Algorithm {
    /** Each server in turn; HAProxy's {@code balance roundrobin}. */
    RoundRobin,
    /** The server with the fewest connections, in turn among equals; HAProxy's {@code balance leastconn}. */
    LeastConnections,
    /**
     * The server that the client's address hashes to, the same as long as it is up; HAProxy's {@code balance source} with
     * {@code hash-type consistent}.
     */
    Source
}
