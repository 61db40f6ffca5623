package io.fairlead.proxy.balance;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Picks of balancers in tests. */
final class Picks {

    static final InetAddress CLIENT = InetAddress.getLoopbackAddress();

    private Picks() {}

    /** Returns a balance that says nothing but the algorithm. */
    static Balance balance(Algorithm algorithm) {
        return BalanceBuilder.builder().algorithm(algorithm).build();
    }

    /** Returns a balancer over endpoints of weight 1, without limits. */
    static Balancer balancer(Algorithm algorithm, List<Endpoint> endpoints, int start) {
        return Balancer.of(
                balance(algorithm), endpoints.stream().map(Picks::candidate).toList(), start);
    }

    static Candidate candidate(Endpoint endpoint) {
        return weighted(endpoint, 1);
    }

    static Candidate weighted(Endpoint endpoint, int weight) {
        return new Candidate(endpoint, weight, 100, Integer.MAX_VALUE);
    }

    static Candidate limited(Endpoint endpoint, int maxConnections) {
        return new Candidate(endpoint, 1, 100, maxConnections);
    }

    /** Returns the endpoint that is picked for some client; {@code null} where there is none. */
    static @Nullable Endpoint pick(Balancer balancer, Set<Endpoint> tried) {
        return pick(balancer, CLIENT, tried);
    }

    static @Nullable Endpoint pick(Balancer balancer, InetAddress client, Set<Endpoint> tried) {
        Candidate picked = balancer.pick(client::getAddress, tried);
        return picked == null ? null : picked.endpoint();
    }

    /** Returns the names of what is picked so many times, one after the other. */
    static List<String> names(Balancer balancer, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> Objects.requireNonNull(pick(balancer, Set.of())).name())
                .toList();
    }
}
