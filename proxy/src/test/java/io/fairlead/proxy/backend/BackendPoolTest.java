package io.fairlead.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.testing.Endpoints;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BackendPoolTest {

    private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final List<Endpoint> endpoints = Endpoints.numbered(4);

    @Test
    void anEndpointWithoutWeightOrUnderDrainOrMaintenanceOrDownGetsNoNewConnection() {
        // Given
        BackendPool pool = pool(
                false,
                member(0, settings(0, false, AdministrativeState.Ready), true),
                member(1, settings(1, false, AdministrativeState.Drain), true),
                member(2, settings(1, false, AdministrativeState.Maintenance), true),
                member(3, settings(1, false, AdministrativeState.Ready), false));

        // When
        Pick pick = pool.pick(CLIENT::getAddress, Set.of());

        // Then
        assertThat(pick).isSameAs(NoPick.NONE_UP);
        assertThat(pool.healthy()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1, Ready, true, Up",
        "0, Ready, true, Drain",
        "1, Drain, true, Drain",
        "1, Drain, false, Down",
        "0, Ready, false, Down",
        "1, Maintenance, true, Maintenance",
        "1, Maintenance, false, Maintenance"
    })
    void theStateSaysWhetherAnEndpointGetsNewConnectionsAndWhyNot(
            int weight, AdministrativeState wanted, boolean up, EndpointState expected) {
        // Given
        Member member = member(0, settings(weight, false, wanted), up);

        // When
        EndpointState state = member.status().state();

        // Then
        assertThat(state).isEqualTo(expected);
    }

    @Test
    void aClientMayStickToAnEndpointThatDrainsButNotToOneThatIsDownOrUnderMaintenance() {
        // Given
        EndpointSettings ready = settings(1, false, AdministrativeState.Ready);
        BackendPool pool = pool(
                false,
                member(0, settings(1, false, AdministrativeState.Drain), true),
                member(1, settings(0, false, AdministrativeState.Ready), true),
                member(2, settings(1, false, AdministrativeState.Maintenance), true),
                member(3, ready, false));

        // When
        List<Boolean> may = endpoints.stream()
                .map(endpoint -> pool.reachable(endpoint) != null)
                .toList();

        // Then
        assertThat(may).containsExactly(true, true, false, false);
        assertThat(pool.reachable(Endpoints.numbered(1).getFirst())).isNull();
    }

    @Test
    void backupsAreNotUsedWhileAnotherOneIsUp() {
        // Given
        BackendPool pool = pool(
                true,
                member(0, settings(1, true, AdministrativeState.Ready), true),
                member(1, settings(1, false, AdministrativeState.Ready), true),
                member(2, settings(1, false, AdministrativeState.Ready), false));

        // When
        Set<String> picked = picked(pool);

        // Then
        assertThat(picked).containsExactly("srv2");
    }

    @Test
    void theFirstBackupThatIsUpIsUsedWhereNoOtherIs() {
        // Given
        BackendPool pool = pool(
                false,
                member(0, settings(1, false, AdministrativeState.Drain), true),
                member(1, settings(1, true, AdministrativeState.Ready), false),
                member(2, settings(1, true, AdministrativeState.Ready), true),
                member(3, settings(1, true, AdministrativeState.Ready), true));

        // When
        Set<String> picked = picked(pool);

        // Then
        assertThat(picked).containsExactly("srv3");
    }

    @Test
    void allBackupsAreUsedWhereThatIsWanted() {
        // Given
        BackendPool pool = pool(
                true,
                member(0, settings(1, false, AdministrativeState.Ready), false),
                member(1, settings(1, true, AdministrativeState.Ready), false),
                member(2, settings(1, true, AdministrativeState.Ready), true),
                member(3, settings(1, true, AdministrativeState.Ready), true));

        // When
        Set<String> picked = picked(pool);

        // Then
        assertThat(picked).containsExactly("srv3", "srv4");
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"Source"})
    void whereAllThatAreUpAreFullThePickSaysSo(Algorithm algorithm) {
        // Given
        BackendPool pool = pool(backend(algorithm, false), limited(0, 1, 100), limited(1, 2, 100));
        endpoints.get(0).stats().active().set(1);
        endpoints.get(1).stats().active().set(1);
        Pick before = pool.pick(CLIENT::getAddress, Set.of());
        endpoints.get(1).stats().active().set(2);

        // When
        Pick pick = pool.pick(CLIENT::getAddress, Set.of());

        // Then
        assertThat(before).isInstanceOf(Candidate.class);
        assertThat(pick).isSameAs(NoPick.ALL_FULL);
    }

    @Test
    void byHashAClientsOwnIsPickedAndSaysThatItIsFull() {
        // Given
        BackendPool pool = pool(backend(Algorithm.Source, false), limited(0, 1, 100));
        endpoints.get(0).stats().active().set(1);

        // When
        Pick pick = pool.pick(CLIENT::getAddress, Set.of());

        // Then
        assertThat(pick).isInstanceOfSatisfying(Candidate.class, candidate -> {
            assertThat(candidate.endpoint()).isSameAs(endpoints.get(0));
            assertThat(candidate.hasRoom()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 4", "50, 20", "99, 39", "100, 40"})
    void theLimitGrowsWithASlowStart(int throttle, int expected) {
        // Given
        BackendPool pool = pool(backend(Algorithm.RoundRobin, false), limited(0, 40, throttle));

        // When
        Pick pick = pool.pick(CLIENT::getAddress, Set.of());

        // Then
        assertThat(pick)
                .isInstanceOfSatisfying(
                        Candidate.class,
                        candidate -> assertThat(candidate.maxConnections()).isEqualTo(expected));
    }

    @Test
    void theBalancerStaysWhereNothingThatItPicksAmongChanged() {
        // Given
        EndpointSettings ready = settings(1, false, AdministrativeState.Ready);
        BackendPool before = pool(false, member(0, ready, true), member(1, ready, true), member(2, ready, false));
        List<Member> members = List.of(
                member(0, ready, true),
                member(1, ready, true),
                member(2, settings(1, false, AdministrativeState.Maintenance), false));

        // When
        BackendPool after = before.with(before.config(), null, members, new Random(1));

        // Then
        assertThat(after.balancer()).isSameAs(before.balancer());
    }

    private static Set<String> picked(BackendPool pool) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            if (pool.pick(CLIENT::getAddress, Set.of()) instanceof Candidate candidate) {
                names.add(candidate.endpoint().name());
            }
        }
        return names;
    }

    private Member member(int index, EndpointSettings settings, boolean up) {
        return new Member(endpoints.get(index), settings, health(up), 100);
    }

    private Member limited(int index, int limit, int throttle) {
        EndpointSettings settings = new EndpointSettings(1, false, AdministrativeState.Ready, limit);
        return new Member(endpoints.get(index), settings, health(true), throttle);
    }

    private static EndpointHealth health(boolean up) {
        return new EndpointHealth(up ? EndpointState.Up : EndpointState.Down, null, null, Instant.EPOCH);
    }

    private static EndpointSettings settings(int weight, boolean backup, AdministrativeState state) {
        return new EndpointSettings(weight, backup, state, UNLIMITED);
    }

    private static BackendPool pool(boolean allBackups, Member... members) {
        return pool(backend(Algorithm.RoundRobin, allBackups), members);
    }

    private static BackendPool pool(Backend config, Member... members) {
        return BackendPool.empty(config).with(config, null, Arrays.asList(members), new Random(1));
    }

    private static Backend backend(Algorithm algorithm, boolean allBackups) {
        return BackendBuilder.builder()
                .name("echo")
                .balance(BalanceBuilder.builder()
                        .algorithm(algorithm)
                        .allBackups(allBackups)
                        .build())
                .build();
    }
}
