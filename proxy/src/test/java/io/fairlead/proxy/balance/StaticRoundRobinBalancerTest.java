package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StaticRoundRobinBalancerTest {

    private final List<Endpoint> endpoints = Endpoints.numbered(3);

    @Test
    void theOrderIsThatOfTheWeights() {
        // Given
        Balancer balancer = balancer(
                Picks.weighted(endpoints.get(0), 5),
                Picks.weighted(endpoints.get(1), 1),
                Picks.weighted(endpoints.get(2), 1));

        // When
        List<String> picked = Picks.names(balancer, 8);

        // Then
        assertThat(picked).containsExactly("srv1", "srv1", "srv2", "srv1", "srv3", "srv1", "srv1", "srv1");
    }

    @Test
    void slowStartDoesNotCount() {
        // Given
        Balancer balancer =
                balancer(Picks.candidate(endpoints.get(0)), new Candidate(endpoints.get(1), 1, 5, Integer.MAX_VALUE));

        // When
        List<String> picked = Picks.names(balancer, 4);

        // Then
        assertThat(picked).containsExactly("srv1", "srv2", "srv1", "srv2");
    }

    @Test
    void oneThatIsFullLosesItsTurn() {
        // Given
        Balancer balancer = balancer(
                Picks.candidate(endpoints.get(0)),
                Picks.limited(endpoints.get(1), 1),
                Picks.candidate(endpoints.get(2)));
        endpoints.get(1).stats().active().set(1);

        // When
        List<String> picked = Picks.names(balancer, 4);

        // Then
        assertThat(picked).containsExactly("srv1", "srv3", "srv1", "srv3");
    }

    @Test
    void nothingIsPickedOfNone() {
        // Given
        Balancer balancer = balancer();

        // When
        Endpoint picked = Picks.pick(balancer, Set.of());

        // Then
        assertThat(picked).isNull();
    }

    private static Balancer balancer(Candidate... candidates) {
        return Balancer.of(Picks.balance(Algorithm.StaticRoundRobin), List.of(candidates), 0);
    }
}
