package io.fairlead.proxy.balance;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.proxy.backend.Endpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Picks one of a fixed list of endpoints for each connection; any thread may call it, and it never blocks. */
public interface Balancer {

    /**
     * Picks an endpoint for a client's connection.
     *
     * @param client the client's address
     * @param tried endpoints to be avoided as long as there is another
     * @return {@code null} where there is no endpoint
     */
    @Nullable
    Endpoint pick(InetAddress client, Set<Endpoint> tried);

    /**
     * Returns a balancer over {@code endpoints}, which are all up.
     *
     * @param start where those that go in turn start; any number
     */
    static Balancer of(Algorithm algorithm, List<Endpoint> endpoints, int start) {
        return switch (algorithm) {
            case RoundRobin -> new RoundRobinBalancer(endpoints, start);
            case LeastConnections -> new LeastConnectionsBalancer(endpoints, start);
            case Source -> new SourceBalancer(endpoints);
            case StaticRoundRobin, First, Random ->
                throw new UnsupportedOperationException(algorithm + " (expected: one that is there)");
        };
    }
}
