package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.junit.jupiter.params.provider.CsvSource;
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
    void weightsGiveThePublishedSmoothSequence() {
        // Given
        Balancer balancer = weighted(5, 1, 1);

        // When
        List<String> picked = Picks.names(balancer, 14);

        // Then
        assertThat(String.join(" ", picked))
                .isEqualTo("srv1 srv1 srv2 srv1 srv3 srv1 srv1 srv1 srv1 srv2 srv1 srv3 srv1 srv1");
    }

    /** Orders that are worked out as a whole, and such that are too long for that. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 5", "7, 3", "40, 12", "90, 256", "700, 2", "700, 256", "2000, 1"})
    void howeverLongTheOrderIsItIsThatOfTheDefinition(int count, int mostWeight) {
        // Given
        int[] weights = new Random(count).ints(count, 1, mostWeight + 1).toArray();
        int picks = 40_000;
        SmoothOrder order =
                new SmoothOrder(Arrays.stream(weights).asLongStream().toArray(), new long[count]);
        List<String> expected =
                Arrays.stream(order.next(picks)).mapToObj(i -> "srv" + (i + 1)).toList();
        Balancer balancer = weighted(weights);

        // When
        List<String> picked = Picks.names(balancer, picks);

        // Then
        assertThat(picked).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 23, 24, 25, 47, 48, 60, 1000})
    void whereverItIsReplacedTheOrderGoesOn(int picksBefore) {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(5);
        Balance balance = Picks.balance(Algorithm.RoundRobin);
        List<Candidate> former = candidates(endpoints.subList(0, 4));
        List<Candidate> candidates = IntStream.range(0, 5)
                .mapToObj(i -> Picks.weighted(endpoints.get(i), 2 + 3 * i))
                .toList();
        Balancer whole = begun(balance, former).with(balance, candidates, 0);
        Balancer balancer = begun(balance, former).with(balance, candidates, 0);
        List<String> expected = Picks.names(whole, picksBefore + 200).subList(picksBefore, picksBefore + 200);
        Picks.names(balancer, picksBefore);

        // When
        Balancer after = balancer.with(balance, candidates, 7);

        // Then
        assertThat(Picks.names(after, 200)).isEqualTo(expected);
    }

    @Test
    void overManyPicksEachHasItsExactShare() {
        // Given
        Balancer balancer = weighted(256, 100, 3, 1);

        // When
        List<String> picked = Picks.names(balancer, 360 * 5);

        // Then
        assertThat(shares(picked))
                .containsOnly(
                        Map.entry("srv1", 1280L),
                        Map.entry("srv2", 500L),
                        Map.entry("srv3", 15L),
                        Map.entry("srv4", 5L));
    }

    @Test
    void aWeightThatChangesCountsAtOnceAndTheTurnGoesOn() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer before = balancer(endpoints, 0);
        List<String> first = Picks.names(before, 2);

        // When
        Balancer after = before.with(
                Picks.balance(Algorithm.RoundRobin),
                List.of(
                        Picks.weighted(endpoints.get(0), 2),
                        Picks.weighted(endpoints.get(1), 1),
                        Picks.weighted(endpoints.get(2), 1)),
                99);

        // Then
        assertThat(first).containsExactly("srv1", "srv2");
        assertThat(Picks.names(after, 6)).containsExactly("srv3", "srv1", "srv2", "srv1", "srv3", "srv1");
    }

    @Test
    void oneThatComesOrGoesDoesNotBringTheOthersOutOfTurn() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(4);
        Balancer balancer = balancer(endpoints.subList(0, 3), 0);
        List<String> picked = new ArrayList<>(Picks.names(balancer, 1));

        // When
        balancer = balancer.with(Picks.balance(Algorithm.RoundRobin), candidates(endpoints), 5);
        picked.addAll(Picks.names(balancer, 4));
        balancer = balancer.with(Picks.balance(Algorithm.RoundRobin), candidates(endpoints.subList(1, 4)), 5);
        picked.addAll(Picks.names(balancer, 3));

        // Then
        assertThat(picked).containsExactly("srv1", "srv2", "srv3", "srv4", "srv1", "srv2", "srv3", "srv4");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void afterOneHasGoneTheOthersTakeTurnsAtOnce(int picksBefore) {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer before = balancer(endpoints, 0);
        Picks.names(before, picksBefore);

        // When
        Balancer after = before.with(
                Picks.balance(Algorithm.RoundRobin), candidates(List.of(endpoints.get(0), endpoints.get(2))), 0);

        // Then
        assertThat(shares(Picks.names(after, 30))).containsOnly(Map.entry("srv1", 15L), Map.entry("srv3", 15L));
    }

    @Test
    void oneInItsSlowStartHasTheShareThatCounts() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(2);
        Balancer balancer = Balancer.of(
                Picks.balance(Algorithm.RoundRobin),
                List.of(Picks.candidate(endpoints.get(0)), new Candidate(endpoints.get(1), 1, 25, Integer.MAX_VALUE)),
                0);

        // When
        List<String> picked = Picks.names(balancer, 100);

        // Then
        assertThat(shares(picked)).containsOnly(Map.entry("srv1", 80L), Map.entry("srv2", 20L));
    }

    @Test
    void oneThatIsFullLosesItsTurn() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer balancer = limited(endpoints, 2);
        endpoints.get(1).stats().active().set(2);

        // When
        List<String> picked = Picks.names(balancer, 4);

        // Then
        assertThat(picked).containsExactly("srv1", "srv3", "srv1", "srv3");
    }

    @Test
    void whereMostAreFullTheRestShareByWeight() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(202);
        List<Candidate> candidates = new ArrayList<>(endpoints.stream()
                .limit(200)
                .map(endpoint -> Picks.limited(endpoint, 1))
                .toList());
        candidates.add(Picks.weighted(endpoints.get(200), 1));
        candidates.add(Picks.weighted(endpoints.get(201), 3));
        endpoints.forEach(endpoint -> endpoint.stats().active().set(1));
        Balancer balancer = Balancer.of(Picks.balance(Algorithm.RoundRobin), candidates, 0);

        // When
        Map<String, Long> shares = shares(Picks.names(balancer, 40_000));

        // Then
        assertThat(shares.keySet()).containsOnly("srv201", "srv202");
        assertThat(shares.getOrDefault("srv202", 0L) / 40_000.0).isBetween(0.73, 0.77);
    }

    @Test
    void nothingIsPickedWhereAllAreFull() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(40);
        Balancer balancer = limited(endpoints, 1);
        endpoints.forEach(endpoint -> endpoint.stats().active().set(1));

        // When
        Endpoint picked = Picks.pick(balancer, Set.of());

        // Then
        assertThat(picked).isNull();
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
        assertThat(shares(picked))
                .containsOnly(Map.entry("srv1", 80_000L), Map.entry("srv2", 80_000L), Map.entry("srv3", 80_000L));
    }

    private static Balancer balancer(List<Endpoint> endpoints, int start) {
        return Picks.balancer(Algorithm.RoundRobin, endpoints, start);
    }

    private static Balancer begun(Balance balance, List<Candidate> candidates) {
        Balancer balancer = Balancer.of(balance, candidates, 0);
        Picks.names(balancer, 3);
        return balancer;
    }

    private static Balancer weighted(int... weights) {
        List<Endpoint> endpoints = Endpoints.numbered(weights.length);
        return Balancer.of(
                Picks.balance(Algorithm.RoundRobin),
                IntStream.range(0, weights.length)
                        .mapToObj(i -> Picks.weighted(endpoints.get(i), weights[i]))
                        .toList(),
                0);
    }

    private static Balancer limited(List<Endpoint> endpoints, int limit) {
        return Balancer.of(
                Picks.balance(Algorithm.RoundRobin),
                endpoints.stream()
                        .map(endpoint -> Picks.limited(endpoint, limit))
                        .toList(),
                0);
    }

    private static List<Candidate> candidates(List<Endpoint> endpoints) {
        return endpoints.stream().map(Picks::candidate).toList();
    }

    private static Map<String, Long> shares(List<String> picked) {
        return picked.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
