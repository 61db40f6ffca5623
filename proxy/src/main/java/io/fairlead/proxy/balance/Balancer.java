package io.fairlead.proxy.balance;

import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Keyed;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Picks one of a fixed list of candidates for each connection or RPC; any thread may call it, and it never blocks. */
public interface Balancer {

    /**
     * Picks a candidate: one that has room, but for those that pick by a hash, which give each key its own whether or not it has.
     *
     * @param keyed what it is picked for
     * @param tried endpoints to be avoided as long as there is another
     * @return {@code null} where there is no candidate, or none has room
     */
    @Nullable
    Candidate pick(Keyed keyed, Set<Endpoint> tried);

    /**
     * Returns the balancer over {@code candidates} that takes this one's place: where the algorithm is the same it goes on where this
     * one was. This one is not to be used for long then.
     *
     * @param start where those that go in turn start, if they do not go on; any number
     */
    default Balancer with(Balance balance, List<Candidate> candidates, int start) {
        return of(balance, candidates, start);
    }

    /**
     * Returns a balancer over {@code candidates}, whose weights are 1-256.
     *
     * @param start where those that go in turn start; any number
     */
    static Balancer of(Balance balance, List<Candidate> candidates, int start) {
        return switch (balance.algorithm()) {
            case RoundRobin -> new RoundRobinBalancer(candidates, start);
            case StaticRoundRobin -> new StaticRoundRobinBalancer(candidates, start);
            case LeastConnections -> new LeastConnectionsBalancer(candidates, start);
            case First -> new FirstBalancer(candidates);
            case Random, LeastRequests -> new RandomBalancer(candidates, balance.drawsOrDefault(), start);
            case Source ->
                switch (balance.hashOrDefault().typeOrDefault()) {
                    case MapBased -> new MapBalancer(candidates);
                    case Consistent ->
                        new ConsistentBalancer(
                                candidates, balance.hashOrDefault().balanceFactor());
                };
        };
    }
}
