package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastConnectionsBalancerTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void theOneWithTheFewestConnectionsIsPickedWhoeverHasTheTurn(int start) {
        // Given
        List<Endpoint> endpoints = withConnections(7, 3, 5);
        Balancer balancer = balancer(endpoints, start);

        // When
        Endpoint picked = Picks.pick(balancer, Set.of());

        // Then
        assertThat(picked).isSameAs(endpoints.get(1));
    }

    @Test
    void equalsTakeTurns() {
        // Given
        Balancer balancer = balancer(withConnections(2, 2, 2), 0);

        // When
        List<String> picked = Picks.names(balancer, 4);

        // Then
        assertThat(picked).containsExactly("srv1", "srv2", "srv3", "srv1");
    }

    @Test
    void equalsTakeTurnsWhereTheCounterLeavesTheRangeOfAnInt() {
        // Given
        Balancer balancer = balancer(withConnections(0, 0), Integer.MAX_VALUE - 1);

        // When
        List<String> picked = Picks.names(balancer, 6);

        // Then
        assertThat(picked).containsExactly("srv1", "srv2", "srv1", "srv2", "srv1", "srv2");
    }

    @Test
    void connectionsThatBeginAndEndChangeThePick() {
        // Given
        List<Endpoint> endpoints = withConnections(1, 1, 0);
        Balancer balancer = balancer(endpoints, 0);
        endpoints.get(2).stats().active().addAndGet(2);
        endpoints.get(1).stats().active().decrementAndGet();

        // When
        Endpoint picked = Picks.pick(balancer, Set.of());

        // Then
        assertThat(picked).isSameAs(endpoints.get(1));
    }

    @Test
    void oneThatWasTriedIsAvoidedHoweverFewConnectionsItHas() {
        // Given
        List<Endpoint> endpoints = withConnections(0, 100_000, 100_001);
        Balancer balancer = balancer(endpoints, 0);

        // When
        Endpoint picked = Picks.pick(balancer, Set.of(endpoints.get(0)));

        // Then
        assertThat(picked).isSameAs(endpoints.get(1));
    }

    @Test
    void theOneWithTheFewestIsPickedAgainWhereAllWereTried() {
        // Given
        List<Endpoint> endpoints = withConnections(4, 2, 3);
        Balancer balancer = balancer(endpoints, 0);

        // When
        Endpoint picked = Picks.pick(balancer, Set.copyOf(endpoints));

        // Then
        assertThat(picked).isSameAs(endpoints.get(1));
    }

    @Test
    void nothingIsPickedOfNone() {
        // Given
        Balancer balancer = balancer(List.of(), 0);

        // When
        Endpoint picked = Picks.pick(balancer, Set.of());

        // Then
        assertThat(picked).isNull();
    }

    private static List<Endpoint> withConnections(int... connections) {
        List<Endpoint> endpoints = Endpoints.numbered(connections.length);
        for (int i = 0; i < connections.length; i++) {
            endpoints.get(i).stats().active().set(connections[i]);
        }
        return endpoints;
    }

    private static Balancer balancer(List<Endpoint> endpoints, int start) {
        return Picks.balancer(Algorithm.LeastConnections, endpoints, start);
    }
}
