package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.HashType;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistentBalancerTest {

    private static final List<InetAddress> CLIENTS = Endpoints.clients(20_000);

    @Test
    void aClientKeepsItsEndpointWhateverTheOrderOfTheList() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(7);
        Map<InetAddress, Endpoint> before = pickForEach(balancer(endpoints));

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer(endpoints.reversed()));

        // Then
        assertThat(after).isEqualTo(before);
    }

    @Test
    void theEndpointsAddressDecidesNotItsName() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(5);
        List<Endpoint> renamed = endpoints.stream()
                .map(endpoint -> new Endpoint("other-" + endpoint.name(), endpoint.address()))
                .toList();
        List<InetSocketAddress> before =
                addresses(pickForEach(balancer(endpoints)).values());

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer(renamed));

        // Then
        assertThat(addresses(after.values())).isEqualTo(before);
    }

    @Test
    void manyClientsSpreadEvenlyWithinAFifth() {
        // Given
        int endpoints = 5;
        Balancer balancer = balancer(Endpoints.numbered(endpoints));

        // When
        Map<InetAddress, Endpoint> picked = pickForEach(balancer);

        // Then
        double fair = (double) CLIENTS.size() / endpoints;
        Map<Endpoint, Long> shares =
                picked.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(shares).hasSize(endpoints);
        assertThat(shares.values()).allSatisfy(share -> assertThat(share / fair).isBetween(0.8, 1.2));
    }

    @Test
    void onlyTheClientsOfAnEndpointThatGoesMove() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(10);
        Endpoint gone = endpoints.get(3);
        Map<InetAddress, Endpoint> before = pickForEach(balancer(endpoints));

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer(without(endpoints, gone)));

        // Then
        Set<InetAddress> itsOwn = CLIENTS.stream()
                .filter(client -> gone.equals(before.get(client)))
                .collect(Collectors.toSet());
        assertThat(moved(before, after)).isEqualTo(itsOwn);
    }

    @Test
    void theClientsOfAnEndpointThatGoesSpreadOverAllOthers() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(5);
        Endpoint gone = endpoints.getFirst();
        Map<InetAddress, Endpoint> before = pickForEach(balancer(endpoints));

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer(without(endpoints, gone)));

        // Then
        Map<Endpoint, Long> heirs = moved(before, after).stream()
                .collect(Collectors.groupingBy(
                        client -> Objects.requireNonNull(after.get(client)), Collectors.counting()));
        long all = heirs.values().stream().mapToLong(Long::longValue).sum();
        assertThat(heirs).hasSize(4);
        assertThat(heirs.values())
                .allSatisfy(share -> assertThat((double) share / all).isBetween(0.15, 0.35));
    }

    @Test
    void anEndpointThatComesTakesItsShareAndMovesNobodyElse() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(10);
        Endpoint added = endpoints.get(6);
        Map<InetAddress, Endpoint> before = pickForEach(balancer(without(endpoints, added)));

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer(endpoints));

        // Then
        Set<InetAddress> moved = moved(before, after);
        assertThat(moved).allSatisfy(client -> assertThat(after.get(client)).isSameAs(added));
        assertThat((double) moved.size() / CLIENTS.size()).isBetween(0.08, 0.12);
    }

    @Test
    void aRetryGoesToTheOneThatWouldInherit() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(4);
        Balancer all = balancer(endpoints);
        InetAddress client = CLIENTS.getFirst();
        Endpoint first = Objects.requireNonNull(Picks.pick(all, client, Set.of()));
        Endpoint heir = Picks.pick(balancer(without(endpoints, first)), client, Set.of());

        // When
        Endpoint second = Picks.pick(all, client, Set.of(first));

        // Then
        assertThat(second).isSameAs(heir);
    }

    @Test
    void theClientsOwnIsPickedAgainWhereAllWereTried() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer balancer = balancer(endpoints);
        InetAddress client = CLIENTS.getFirst();
        Endpoint first = Picks.pick(balancer, client, Set.of());

        // When
        Endpoint again = Picks.pick(balancer, client, Set.copyOf(endpoints));

        // Then
        assertThat(again).isNotNull().isSameAs(first);
    }

    @Test
    void clientsOfIPv6AreBalancedToo() throws Exception {
        // Given
        Balancer balancer = balancer(Endpoints.numbered(3));
        List<InetAddress> clients = List.of(
                InetAddress.getByName("2001:db8::1"), InetAddress.getByName("2001:db8::2"),
                InetAddress.getByName("2001:db8::3"), InetAddress.getByName("2001:db8::4"),
                InetAddress.getByName("2001:db8::5"), InetAddress.getByName("2001:db8::6"),
                InetAddress.getByName("2001:db8::7"), InetAddress.getByName("2001:db8::8"));

        // When
        Set<Endpoint> picked = clients.stream()
                .map(client -> Objects.requireNonNull(Picks.pick(balancer, client, Set.of())))
                .collect(Collectors.toSet());

        // Then
        assertThat(picked).hasSize(3);
    }

    @Test
    void clientsSpreadByWeight() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(4);
        Balancer balancer = balancer(weighted(endpoints, 1, 2, 3, 10), null);

        // When
        Map<InetAddress, Endpoint> picked = pickForEach(balancer);

        // Then
        Map<Endpoint, Long> shares = shares(picked);
        assertThat(shares.getOrDefault(endpoints.get(0), 0L) / 20_000.0).isCloseTo(1 / 16.0, within(0.006));
        assertThat(shares.getOrDefault(endpoints.get(1), 0L) / 20_000.0).isCloseTo(2 / 16.0, within(0.008));
        assertThat(shares.getOrDefault(endpoints.get(2), 0L) / 20_000.0).isCloseTo(3 / 16.0, within(0.01));
        assertThat(shares.getOrDefault(endpoints.get(3), 0L) / 20_000.0).isCloseTo(10 / 16.0, within(0.01));
    }

    @Test
    void aWeightThatGrowsTakesClientsAndMovesNobodyElse() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(5);
        Map<InetAddress, Endpoint> before = pickForEach(balancer(weighted(endpoints, 3, 3, 3, 3, 3), null));

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer(weighted(endpoints, 3, 3, 4, 3, 3), null));

        // Then
        Set<InetAddress> moved = moved(before, after);
        assertThat(moved).allSatisfy(client -> assertThat(after.get(client)).isSameAs(endpoints.get(2)));
        assertThat((double) moved.size() / CLIENTS.size()).isCloseTo(4 / 16.0 - 3 / 15.0, within(0.006));
    }

    @Test
    void oneInItsSlowStartHasTheShareThatCountsAndMovesNobodyElse() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        List<Candidate> whole = weighted(endpoints, 1, 1, 1);
        Map<InetAddress, Endpoint> before = pickForEach(balancer(whole, null));
        Candidate fresh = new Candidate(endpoints.get(2), 1, 50, Integer.MAX_VALUE);

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer(List.of(whole.get(0), whole.get(1), fresh), null));

        // Then
        assertThat(shares(after).getOrDefault(endpoints.get(2), 0L) / 20_000.0).isCloseTo(0.2, within(0.01));
        assertThat(moved(before, after))
                .allSatisfy(client -> assertThat(before.get(client)).isSameAs(endpoints.get(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 125, 200})
    void noEndpointGetsBeyondTheBound(int factor) {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(10);
        int[] weights = {1, 1, 1, 1, 1, 2, 2, 2, 2, 7};
        Balancer balancer = balancer(weighted(endpoints, weights), factor);

        // When
        for (int i = 0; i < 5000; i++) {
            Objects.requireNonNull(Picks.pick(balancer, CLIENTS.get(i), Set.of()))
                    .stats()
                    .active()
                    .incrementAndGet();

            // Then
            for (int j = 0; j < weights.length; j++) {
                assertThat(endpoints.get(j).stats().load())
                        .isLessThanOrEqualTo(Math.ceilDiv((i + 1) * weights[j] * factor, 20 * 100));
            }
        }
    }

    @Test
    void aBoundMovesOnlyClientsWhoseOwnIsBeyondIt() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(4);
        List<Candidate> candidates = weighted(endpoints, 1, 1, 1, 1);
        Map<InetAddress, Endpoint> unbounded = pickForEach(balancer(candidates, null));
        endpoints.get(0).stats().active().set(150);
        endpoints.get(1).stats().active().set(50);

        // When
        Map<InetAddress, Endpoint> bounded = pickForEach(balancer(candidates, 150));

        // Then
        Set<InetAddress> itsOwn = CLIENTS.stream()
                .filter(client -> endpoints.get(0).equals(unbounded.get(client)))
                .collect(Collectors.toSet());
        assertThat(moved(unbounded, bounded)).isEqualTo(itsOwn);
        assertThat(shares(bounded)).hasSize(3);
    }

    @Test
    void aClientsOwnIsPickedThoughItIsFull() {
        // Given
        List<Endpoint> endpoints = Endpoints.numbered(3);
        Balancer balancer = balancer(
                endpoints.stream().map(endpoint -> Picks.limited(endpoint, 1)).toList(), null);
        Map<InetAddress, Endpoint> before = pickForEach(balancer);
        endpoints.forEach(endpoint -> endpoint.stats().active().set(1));

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer);

        // Then
        assertThat(after).isEqualTo(before);
    }

    @Test
    void nothingIsPickedOfNone() {
        // Given
        Balancer balancer = balancer(List.of());

        // When
        Endpoint picked = Picks.pick(balancer, CLIENTS.getFirst(), Set.of());

        // Then
        assertThat(picked).isNull();
    }

    private static Balancer balancer(List<Endpoint> endpoints) {
        return Picks.balancer(Algorithm.Source, endpoints, 0);
    }

    private static List<Endpoint> without(List<Endpoint> endpoints, Endpoint one) {
        return endpoints.stream().filter(endpoint -> endpoint != one).toList();
    }

    private static Map<InetAddress, Endpoint> pickForEach(Balancer balancer) {
        Map<InetAddress, Endpoint> picked = new LinkedHashMap<>();
        for (InetAddress client : CLIENTS) {
            picked.put(client, Objects.requireNonNull(Picks.pick(balancer, client, Set.of())));
        }
        return picked;
    }

    private static Set<InetAddress> moved(Map<InetAddress, Endpoint> before, Map<InetAddress, Endpoint> after) {
        return CLIENTS.stream()
                .filter(client -> before.get(client) != after.get(client))
                .collect(Collectors.toSet());
    }

    private static List<InetSocketAddress> addresses(Collection<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::address).toList();
    }

    private static Balancer balancer(List<Candidate> candidates, @Nullable Integer balanceFactor) {
        return Balancer.of(
                BalanceBuilder.builder()
                        .algorithm(Algorithm.Source)
                        .hash(new HashSettings(HashType.Consistent, balanceFactor, null))
                        .build(),
                candidates,
                0);
    }

    private static List<Candidate> weighted(List<Endpoint> endpoints, int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> Picks.weighted(endpoints.get(i), weights[i]))
                .toList();
    }

    private static Map<Endpoint, Long> shares(Map<InetAddress, Endpoint> picked) {
        return picked.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
