package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomBalancerTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 42, Integer.MIN_VALUE})
    void aSingleDrawIsByWeight(int seed) {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(4);
        List<Candidate> candidates = IntStream.range(0, 4)
                .mapToObj(i -> Picks.weighted(endpoints.get(i), i + 1))
                .toList();
        Balancer balancer = balancer(candidates, 1, seed);

        // When
        List<String> picked = Picks.names(balancer, 100_000);

        // Then
        Map<String, Long> shares = picked.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        for (int i = 1; i <= 4; i++) {
            assertThat(shares.getOrDefault("srv" + i, 0L) / 100_000.0).isCloseTo(i / 10.0, within(0.005));
        }
    }

    @Test
    void theSeedSaysWhatIsDrawn() {
        // Given
        List<Candidate> candidates = candidates(Endpoints.numbered(100), 1);
        List<String> first = Picks.names(balancer(candidates, 1, 1), 50);
        List<String> other = Picks.names(balancer(candidates, 1, 2), 50);

        // When
        List<String> again = Picks.names(balancer(candidates, 1, 1), 50);

        // Then
        assertThat(again).isEqualTo(first).isNotEqualTo(other);
    }

    @Test
    void theLeastLoadedOfTwoIsFarMoreEvenThanOne() {
        // Given
        int one = mostConnectionsAfter(10_000, 100, 1);

        // When
        int two = mostConnectionsAfter(10_000, 100, 2);

        // Then
        assertThat(one).as("of 100 on average").isGreaterThan(118);
        assertThat(two).isLessThan(106);
    }

    @Test
    void theWeightCountsInTheComparisonToo() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(2);
        Balancer balancer =
                balancer(List.of(Picks.weighted(endpoints.get(0), 3), Picks.weighted(endpoints.get(1), 1)), 50, 1);
        endpoints.get(0).stats().active().set(5);
        endpoints.get(1).stats().active().set(2);

        // When
        List<String> picked = Picks.names(balancer, 20);

        // Then
        assertThat(picked).containsOnly("srv1");
    }

    @Test
    void thoseThatAreFullArePassedOverUntilNoneHasRoom() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(50);
        Balancer balancer = balancer(
                endpoints.stream().map(endpoint -> Picks.limited(endpoint, 1)).toList(), 2, 1);

        // When
        for (int i = 0; i < 50; i++) {
            Objects.requireNonNull(Picks.pick(balancer, Set.of()))
                    .stats()
                    .active()
                    .incrementAndGet();
        }

        // Then
        assertThat(endpoints)
                .extracting(endpoint -> endpoint.stats().active().get())
                .containsOnly(1);
        assertThat(Picks.pick(balancer, Set.of())).isNull();
    }

    @Test
    void oneThatWasTriedIsPickedOnlyWhereThereIsNoOther() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer balancer = balancer(candidates(endpoints, 1), 2, 1);
        Set<Endpoint> tried = Set.of(endpoints.get(0), endpoints.get(1));

        // When
        Set<Endpoint> picked = IntStream.range(0, 100)
                .mapToObj(i -> Objects.requireNonNull(Picks.pick(balancer, tried)))
                .collect(Collectors.toSet());

        // Then
        assertThat(picked).containsOnly(endpoints.get(2));
        assertThat(Picks.pick(balancer, Set.copyOf(endpoints))).isNotNull();
    }

    @Test
    void leastRequestsIsTheSameByAnotherName() {
        // Given
        List<Candidate> candidates = candidates(Endpoints.numbered(100), 1);
        List<String> expected = Picks.names(Balancer.of(Picks.balance(Algorithm.Random), candidates, 1), 50);

        // When
        List<String> picked = Picks.names(Balancer.of(Picks.balance(Algorithm.LeastRequests), candidates, 1), 50);

        // Then
        assertThat(picked).isEqualTo(expected);
    }

    @Test
    void nothingIsPickedOfNone() {
        // Given
        Balancer balancer = balancer(List.of(), 2, 1);

        // When
        Endpoint picked = Picks.pick(balancer, Set.of());

        // Then
        assertThat(picked).isNull();
    }

    private static int mostConnectionsAfter(int connections, int servers, int draws) {
        List<Endpoint> endpoints = Endpoints.numbered(servers);
        Balancer balancer = balancer(candidates(endpoints, 1), draws, 1);
        for (int i = 0; i < connections; i++) {
            Objects.requireNonNull(Picks.pick(balancer, Set.of()))
                    .stats()
                    .active()
                    .incrementAndGet();
        }
        return Collections.max(endpoints.stream()
                .map(endpoint -> endpoint.stats().active().get())
                .toList());
    }

    private static List<Candidate> candidates(List<Endpoint> endpoints, int weight) {
        return endpoints.stream()
                .map(endpoint -> Picks.weighted(endpoint, weight))
                .toList();
    }

    private static Balancer balancer(List<Candidate> candidates, int draws, int seed) {
        return Balancer.of(
                BalanceBuilder.builder()
                        .algorithm(Algorithm.Random)
                        .draws(draws)
                        .build(),
                candidates,
                seed);
    }
}
