package io.fairlead.api.v1alpha1;

/** An algorithm that picks a server for a connection, or for an RPC in mode GRPC. What is said of connections holds of RPCs there. */
public enum Algorithm {
    /** Each server in turn, in proportion to its weight; a change of weight counts at once. */
    @Haproxy("roundrobin")
    RoundRobin,
    /** As RoundRobin, in an order that is fixed until servers come, go or change their weights; slow start has no effect. */
    @Haproxy("static-rr")
    StaticRoundRobin,
    /** The server with the fewest connections for its weight, those that wait for it included, in turn among equals. */
    @Haproxy("leastconn")
    LeastConnections,
    /** The first server that is not full, in the order of the configuration; weights have no effect. It needs a limit on the servers' connections. */
    @Haproxy("first")
    First,
    /** The server with the fewest connections for its weight among as many as {@code draws} says, drawn at random by weight. */
    @Haproxy("random")
    Random,
    /** Random by its name in gRPC, only for listeners of mode GRPC: the server with the fewest RPCs for its weight among as many as {@code draws} says. */
    @Haproxy("random")
    LeastRequests,
    /** The server that the client's address hashes to, or what {@code hash.key} says of an RPC; the same as long as it is up. */
    @Haproxy("source")
    Source
}
