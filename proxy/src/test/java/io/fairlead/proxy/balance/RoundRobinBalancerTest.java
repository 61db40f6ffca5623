package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundRobinBalancerTest {

    @Test
    void eachEndpointHasItsTurnInTheOrderOfTheList() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer balancer = balancer(endpoints, 0);

        // When
        List<String> picked = Picks.names(balancer, 7);

        // Then
        assertThat(picked).containsExactly("srv1", "srv2", "srv3", "srv1", "srv2", "srv3", "srv1");
    }

    @Test
    void theStartSaysWhoIsFirst() {
        // Given
        Balancer balancer = balancer(Endpoints.numbered(3), 4);

        // When
        List<String> picked = Picks.names(balancer, 3);

        // Then
        assertThat(picked).containsExactly("srv2", "srv3", "srv1");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE - 2, -3, Integer.MIN_VALUE})
    void theTurnGoesOnWhereTheCounterLeavesTheRangeOfAnInt(int start) {
        // Given
        Balancer balancer = balancer(Endpoints.numbered(4), start);

        // When
        List<String> picked = Picks.names(balancer, 9);

        // Then
        List<String> inTurn = List.of("srv1", "srv2", "srv3", "srv4");
        int first = inTurn.indexOf(picked.getFirst());
        assertThat(picked)
                .isEqualTo(IntStream.range(0, 9)
                        .mapToObj(i -> inTurn.get((first + i) % 4))
                        .toList());
    }

    @Test
    void endpointsThatWereTriedAreAvoided() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer balancer = balancer(endpoints, 0);

        // When
        Endpoint picked = Picks.pick(balancer, Set.of(endpoints.get(0), endpoints.get(1)));

        // Then
        assertThat(picked).isSameAs(endpoints.get(2));
    }

    @Test
    void oneThatWasTriedIsPickedWhereThereIsNoOther() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer balancer = balancer(endpoints, 1);

        // When
        Endpoint picked = Picks.pick(balancer, Set.copyOf(endpoints));

        // Then
        assertThat(picked).isSameAs(endpoints.get(1));
    }

    @Test
    void theOnlyEndpointIsPickedEachTime() {
        // Given
        Balancer balancer = balancer(Endpoints.numbered(1), -1);

        // When
        List<String> picked = Picks.names(balancer, 3);

        // Then
        assertThat(picked).containsOnly("srv1");
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

    @Test
    void threadsThatPickAtOnceGiveEachEndpointItsExactShare() throws Exception {
        // Given
        int threads = 8;
        int picksOfAThread = 30_000;
        Balancer balancer = balancer(Endpoints.numbered(3), Integer.MAX_VALUE - 50_000);

        // When
        List<String> picked = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            Callable<List<String>> picks = () -> Picks.names(balancer, picksOfAThread);
            for (Future<List<String>> part : executor.invokeAll(Collections.nCopies(threads, picks))) {
                picked.addAll(part.get());
            }
        }

        // Then
        Map<String, Long> shares =
                picked.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(shares)
                .containsOnly(Map.entry("srv1", 80_000L), Map.entry("srv2", 80_000L), Map.entry("srv3", 80_000L));
    }

    private static Balancer balancer(List<Endpoint> endpoints, int start) {
        return Picks.balancer(Algorithm.RoundRobin, endpoints, start);
    }
}
