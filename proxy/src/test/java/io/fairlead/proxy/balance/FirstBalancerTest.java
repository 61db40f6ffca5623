package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FirstBalancerTest {

    private final List<Endpoint> endpoints = Endpoints.numbered(3);

    @Test
    void eachIsFilledBeforeTheNextOneGetsAny() {
        // Given
        Balancer balancer = balancer(2);

        // When
        List<String> picked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Endpoint endpoint = Objects.requireNonNull(Picks.pick(balancer, Set.of()));
            endpoint.stats().active().incrementAndGet();
            picked.add(endpoint.name());
        }

        // Then
        assertThat(picked).containsExactly("srv1", "srv1", "srv2", "srv2", "srv3", "srv3");
        assertThat(Picks.pick(balancer, Set.of())).isNull();
    }

    @Test
    void theFirstIsPickedAgainOnceItHasRoom() {
        // Given
        Balancer balancer = balancer(1);
        endpoints.forEach(endpoint -> endpoint.stats().active().incrementAndGet());
        endpoints.get(0).stats().active().decrementAndGet();

        // When
        Endpoint picked = Picks.pick(balancer, Set.of());

        // Then
        assertThat(picked).isSameAs(endpoints.get(0));
    }

    @Test
    void oneInFrontOfWhichSomebodyWaitsIsFull() {
        // Given
        Balancer balancer = balancer(1);
        endpoints.get(0).stats().queued().incrementAndGet();

        // When
        Endpoint picked = Picks.pick(balancer, Set.of());

        // Then
        assertThat(picked).isSameAs(endpoints.get(1));
    }

    @Test
    void oneThatWasTriedIsPickedOnlyWhereNoOtherHasRoom() {
        // Given
        Balancer balancer = balancer(1);
        Endpoint other = Picks.pick(balancer, Set.of(endpoints.get(0)));
        endpoints.get(1).stats().active().set(1);
        endpoints.get(2).stats().active().set(1);

        // When
        Endpoint again = Picks.pick(balancer, Set.of(endpoints.get(0)));

        // Then
        assertThat(other).isSameAs(endpoints.get(1));
        assertThat(again).isSameAs(endpoints.get(0));
    }

    private Balancer balancer(int limit) {
        return Balancer.of(
                Picks.balance(Algorithm.First),
                endpoints.stream()
                        .map(endpoint -> Picks.limited(endpoint, limit))
                        .toList(),
                7);
    }
}
