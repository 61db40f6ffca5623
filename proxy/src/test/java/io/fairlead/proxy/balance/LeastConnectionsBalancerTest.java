package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
        List<String> picked = connect(balancer, 4);

        // Then
        assertThat(picked).containsExactly("srv1", "srv2", "srv3", "srv1");
    }

    @Test
    void theStartSaysWhoOfEqualsIsFirst() {
        // Given
        Balancer balancer = balancer(withConnections(0, 0), -1);

        // When
        List<String> picked = connect(balancer, 6);

        // Then
        assertThat(picked).containsExactly("srv2", "srv1", "srv2", "srv1", "srv2", "srv1");
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
    void equalsTakeTurnsThoughTheirConnectionsEndBeforeTheNextBegins() {
        // Given
        List<Endpoint> endpoints = withConnections(0, 0, 0);
        Balancer balancer = balancer(endpoints, 0);

        // When
        List<String> picked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            picked.addAll(connect(balancer, 1));
            endpoints.forEach(endpoint -> {
                if (endpoint.stats().load() > 0) {
                    endpoint.stats().active().decrementAndGet();
                }
            });
        }

        // Then
        assertThat(picked).containsExactly("srv1", "srv2", "srv3", "srv1", "srv2", "srv3");
    }

    @Test
    void connectionsAreInProportionToTheWeights() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer balancer = balancer(
                Picks.weighted(endpoints.get(0), 10),
                Picks.weighted(endpoints.get(1), 30),
                Picks.weighted(endpoints.get(2), 60));

        // When
        connect(balancer, 1000);

        // Then
        assertThat(endpoints)
                .extracting(endpoint -> endpoint.stats().load())
                .satisfiesExactly(
                        load -> assertThat(load).isBetween(99, 101),
                        load -> assertThat(load).isBetween(299, 301),
                        load -> assertThat(load).isBetween(599, 601));
    }

    @Test
    void thoseThatWaitForAnEndpointCount() {
        // Given
        List<Endpoint> endpoints = withConnections(2, 1);
        Balancer balancer = balancer(endpoints, 0);
        endpoints.get(1).stats().queued().set(2);

        // When
        Endpoint picked = Picks.pick(balancer, Set.of());

        // Then
        assertThat(picked).isSameAs(endpoints.get(0));
    }

    @Test
    void oneThatIsFullIsPassedOverUntilItHasRoom() {
        // Given
        List<Endpoint> endpoints = withConnections(1, 7);
        Balancer balancer = balancer(Picks.limited(endpoints.get(0), 1), Picks.limited(endpoints.get(1), 8));
        Endpoint whileFull = Picks.pick(balancer, Set.of());
        endpoints.get(1).stats().active().incrementAndGet();
        Endpoint whileAllAreFull = Picks.pick(balancer, Set.of());
        endpoints.get(0).stats().active().decrementAndGet();

        // When
        Endpoint afterwards = Picks.pick(balancer, Set.of());

        // Then
        assertThat(whileFull).isSameAs(endpoints.get(1));
        assertThat(whileAllAreFull).isNull();
        assertThat(afterwards).isSameAs(endpoints.get(0));
    }

    @Test
    void theOneThatTakesItsPlaceIsToldOfChangesAndTheOldOneIsNot() {
        // Given
        List<Endpoint> endpoints = withConnections(1, 2);
        List<Candidate> candidates = endpoints.stream().map(Picks::candidate).toList();
        Balancer old = balancer(endpoints, 0);
        Balancer next = old.with(Picks.balance(Algorithm.LeastConnections), candidates, 0);

        // When
        endpoints.get(0).stats().active().set(3);

        // Then
        assertThat(Picks.pick(next, Set.of())).isSameAs(endpoints.get(1));
        assertThat(Picks.pick(old, Set.of())).isSameAs(endpoints.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 100})
    void afterThreadsChangedAllAtOnceTheFewestAreFound(int count) throws Exception {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(count);
        Balancer balancer = balancer(endpoints, 0);

        // When
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(thread);
                executor.execute(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        endpoints.get(random.nextInt(count)).stats().active().addAndGet(random.nextInt(7) - 2);
                    }
                });
            }
        }

        // Then
        int fewest = endpoints.stream()
                .mapToInt(endpoint -> endpoint.stats().load())
                .min()
                .orElseThrow();
        Endpoint picked = Objects.requireNonNull(Picks.pick(balancer, Set.of()));
        assertThat(picked.stats().load()).isEqualTo(fewest);
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

    private static Balancer balancer(Candidate... candidates) {
        return Balancer.of(Picks.balance(Algorithm.LeastConnections), List.of(candidates), 0);
    }

    /** Makes connections that last; returns the names of the endpoints that they were given. */
    private static List<String> connect(Balancer balancer, int times) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Endpoint picked = Objects.requireNonNull(Picks.pick(balancer, Set.of()));
            picked.stats().active().incrementAndGet();
            names.add(picked.name());
        }
        return names;
    }
}
