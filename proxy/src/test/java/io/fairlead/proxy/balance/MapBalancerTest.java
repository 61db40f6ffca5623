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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MapBalancerTest {

    private static final List<InetAddress> CLIENTS = Endpoints.clients(20_000);

    private final List<Endpoint> endpoints = Endpoints.numbered(4);

    @Test
    void clientsSpreadByWeight() {
        // Given
        Balancer balancer = balancer(
                Picks.weighted(endpoints.get(0), 100),
                Picks.weighted(endpoints.get(1), 100),
                Picks.weighted(endpoints.get(2), 200));

        // When
        Map<Endpoint, Long> shares = shares(balancer);

        // Then
        assertThat(shares.getOrDefault(endpoints.get(0), 0L) / 20_000.0).isCloseTo(0.25, within(0.01));
        assertThat(shares.getOrDefault(endpoints.get(1), 0L) / 20_000.0).isCloseTo(0.25, within(0.01));
        assertThat(shares.getOrDefault(endpoints.get(2), 0L) / 20_000.0).isCloseTo(0.5, within(0.01));
    }

    @Test
    void slowStartDoesNotCount() {
        // Given
        Balancer balancer =
                balancer(Picks.candidate(endpoints.get(0)), new Candidate(endpoints.get(1), 1, 1, Integer.MAX_VALUE));

        // When
        Map<Endpoint, Long> shares = shares(balancer);

        // Then
        assertThat(shares.getOrDefault(endpoints.get(1), 0L) / 20_000.0).isCloseTo(0.5, within(0.01));
    }

    @Test
    void aClientKeepsItsEndpointAsLongAsNothingChangesBeItFullOrNot() {
        // Given
        Balancer balancer = balancer(
                Picks.limited(endpoints.get(0), 1),
                Picks.limited(endpoints.get(1), 1),
                Picks.candidate(endpoints.get(2)));
        Map<InetAddress, Endpoint> before = pickForEach(balancer);
        endpoints.forEach(endpoint -> endpoint.stats().active().set(1));

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer);

        // Then
        assertThat(after).isEqualTo(before);
    }

    @Test
    void mostClientsMoveWhereOneComes() {
        // Given
        Map<InetAddress, Endpoint> before = pickForEach(balancer(
                Picks.candidate(endpoints.get(0)),
                Picks.candidate(endpoints.get(1)),
                Picks.candidate(endpoints.get(2))));

        // When
        Map<InetAddress, Endpoint> after = pickForEach(balancer(
                Picks.candidate(endpoints.get(0)),
                Picks.candidate(endpoints.get(1)),
                Picks.candidate(endpoints.get(2)),
                Picks.candidate(endpoints.get(3))));

        // Then
        long moved = CLIENTS.stream()
                .filter(client -> before.get(client) != after.get(client))
                .count();
        assertThat(moved / 20_000.0).isCloseTo(0.75, within(0.01));
    }

    @Test
    void oneThatWasTriedIsPickedOnlyWhereThereIsNoOther() {
        // Given
        Balancer balancer = balancer(Picks.candidate(endpoints.get(0)), Picks.candidate(endpoints.get(1)));
        InetAddress client = CLIENTS.getFirst();
        Endpoint first = Objects.requireNonNull(Picks.pick(balancer, client, Set.of()));

        // When
        Endpoint second = Objects.requireNonNull(Picks.pick(balancer, client, Set.of(first)));

        // Then
        assertThat(second).isNotSameAs(first);
        assertThat(Picks.pick(balancer, client, Set.of(first, second))).isSameAs(first);
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
        return Balancer.of(
                BalanceBuilder.builder()
                        .algorithm(Algorithm.Source)
                        .hash(new HashSettings(HashType.MapBased, null, null))
                        .build(),
                List.of(candidates),
                0);
    }

    private static Map<Endpoint, Long> shares(Balancer balancer) {
        return pickForEach(balancer).values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Map<InetAddress, Endpoint> pickForEach(Balancer balancer) {
        return CLIENTS.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), client -> Objects.requireNonNull(Picks.pick(balancer, client, Set.of()))));
    }
}
