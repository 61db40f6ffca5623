package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.HashType;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections are spread, here and in HAProxy. */
class BalancingComparisonTest extends HaproxyComparison {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

    private final List<Socket> held = new ArrayList<>();

    BalancingComparisonTest(Contender contender) {
        super(contender);
    }

    @BeforeEach
    void serve() {
        servers.serve();
    }

    @AfterEach
    void release() throws IOException {
        for (Socket client : held) {
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"RoundRobin", "StaticRoundRobin"})
    void weightsSayHowManyConnectionsEachServerGets(Algorithm algorithm) throws Exception {
        // Given
        start(config(weights(5, 1, 0)).algorithm(algorithm));

        // When
        Map<String, Integer> shares = shares(reachedBy(60));

        // Then
        assertThat(shares).isEqualTo(Map.of("srv1", 50, "srv2", 10));
    }

    @Test
    void leastConnectionsAreKeptInProportionToTheWeights() throws Exception {
        // Given
        start(config(weights(10, 20, 30)).algorithm(Algorithm.LeastConnections));

        // When
        Map<String, Integer> shares = shares(hold(60));

        // Then
        assertThat(shares).isEqualTo(Map.of("srv1", 10, "srv2", 20, "srv3", 30));
    }

    @Test
    void firstFillsOneServerAfterTheOther() throws Exception {
        // Given
        start(config(server -> server.maxConnections(2)).algorithm(Algorithm.First));
        List<String> filled = hold(5);
        held.removeFirst().close();
        await().until(() -> balancer.connections("srv1") == 1);

        // When
        List<String> next = hold(2);

        // Then
        assertThat(filled).containsExactly("srv1", "srv1", "srv2", "srv2", "srv3");
        assertThat(next).containsExactly("srv1", "srv3");
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"RoundRobin", "StaticRoundRobin", "LeastConnections"})
    void aServerThatIsFullIsPassedOver(Algorithm algorithm) throws Exception {
        // Given
        start(config(server -> server.build().name().equals("srv2") ? server.maxConnections(1) : server)
                .algorithm(algorithm));

        // When
        Map<String, Integer> shares = shares(hold(9));

        // Then
        assertThat(shares).isEqualTo(Map.of("srv1", 4, "srv2", 1, "srv3", 4));
    }

    @Test
    void aRandomDrawIsByWeight() throws Exception {
        // Given
        start(config(weights(10, 30, 60))
                .backend(backend -> backend.balance(BalanceBuilder.builder()
                        .algorithm(Algorithm.Random)
                        .draws(1)
                        .build())));

        // When
        Map<String, Integer> shares = shares(reachedBy(600));

        // Then
        assertThat(shares.get("srv1")).isCloseTo(60, within(35));
        assertThat(shares.get("srv2")).isCloseTo(180, within(55));
        assertThat(shares.get("srv3")).isCloseTo(360, within(60));
    }

    @Test
    void ofManyRandomDrawsTheLeastLoadedServerIsTaken() throws Exception {
        // Given
        start(config(UnaryOperator.identity())
                .backend(backend -> backend.balance(BalanceBuilder.builder()
                        .algorithm(Algorithm.Random)
                        .draws(100)
                        .build())));

        // When
        Map<String, Integer> shares = shares(hold(30));

        // Then
        assertThat(shares).isEqualTo(Map.of("srv1", 10, "srv2", 10, "srv3", 10));
    }

    @ParameterizedTest
    @EnumSource(HashType.class)
    void anAddressStaysOnItsServerAndAllServersHaveSome(HashType type) throws Exception {
        // Given
        start(config(weights(20, 20, 20)).backend(backend -> backend.balance(hashed(type, null))));
        Map<Integer, String> before = serverOfEach(60);

        // When
        Map<Integer, String> after = serverOfEach(60);

        // Then
        assertThat(after).isEqualTo(before);
        assertThat(before.values()).contains("srv1", "srv2", "srv3");
    }

    @Test
    void onlyTheAddressesOfAServerThatGoesDownMoveWithConsistentHashing() throws Exception {
        // Given
        start(config(weights(20, 20, 20))
                .backend(backend ->
                        backend.balance(hashed(HashType.Consistent, null)).healthCheck(check())));
        Map<Integer, String> before = serverOfEach(60);
        servers.failChecks(2);
        await().until(() -> !balancer.isUp("srv2"));

        // When
        Map<Integer, String> after = serverOfEach(60);

        // Then
        assertThat(after.values()).containsOnly("srv1", "srv3");
        after.keySet().removeIf(client -> Objects.equals(before.get(client), "srv2"));
        assertThat(after).isNotEmpty();
        assertThat(before).containsAllEntriesOf(after);
    }

    @Test
    void aBoundSpreadsTheConnectionsOfOneAddress() throws Exception {
        // Given
        start(config(UnaryOperator.identity()).backend(backend -> backend.balance(hashed(HashType.Consistent, 150))));

        // When
        Map<String, Integer> shares = shares(hold(12));

        // Then
        assertThat(shares.values())
                .hasSizeBetween(2, 3)
                .allSatisfy(share -> assertThat(share).isLessThanOrEqualTo(6));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void backupsAreUsedOnceNoOtherServerIsUp(boolean all) throws Exception {
        // Given
        start(config(server -> server.build().name().equals("srv1") ? server : server.backup(true))
                .backend(backend -> backend.healthCheck(check())
                        .balance(BalanceBuilder.builder()
                                .algorithm(Algorithm.RoundRobin)
                                .allBackups(all)
                                .build())));
        Map<String, Integer> before = shares(reachedBy(10));
        servers.failChecks(1);
        await().until(() -> !balancer.isUp("srv1"));

        // When
        Map<String, Integer> after = shares(reachedBy(10));

        // Then
        assertThat(before).isEqualTo(Map.of("srv1", 10));
        assertThat(after).isEqualTo(all ? Map.of("srv2", 5, "srv3", 5) : Map.of("srv2", 10));
    }

    @ParameterizedTest
    @EnumSource(
            value = AdministrativeState.class,
            names = {"Drain", "Maintenance"})
    void aServerThatIsTakenOutGetsNoConnections(AdministrativeState state) throws Exception {
        // Given
        start(config(UnaryOperator.identity())
                .backend(backend -> backend.overrides(List.of(EndpointOverrideBuilder.builder()
                        .server("srv2")
                        .state(state)
                        .build()))));

        // When
        Map<String, Integer> shares = shares(reachedBy(20));

        // Then
        assertThat(shares).isEqualTo(Map.of("srv1", 10, "srv3", 10));
    }

    @Test
    void anOverrideOfTheWeightCountsMoreThanTheServersOwn() throws Exception {
        // Given
        start(config(weights(10, 10, 10))
                .backend(backend -> backend.overrides(List.of(
                        EndpointOverrideBuilder.builder()
                                .server("srv1")
                                .weight(30)
                                .build(),
                        EndpointOverrideBuilder.builder()
                                .server("srv3")
                                .weight(0)
                                .build()))));

        // When
        Map<String, Integer> shares = shares(reachedBy(40));

        // Then
        assertThat(shares).isEqualTo(Map.of("srv1", 30, "srv2", 10));
    }

    @Test
    void aServerThatComesUpGetsItsShareSlowly() throws Exception {
        // Given
        start(config(weights(100, 100, 100))
                .backend(backend -> backend.healthCheck(check())
                        .balance(BalanceBuilder.builder()
                                .algorithm(Algorithm.RoundRobin)
                                .slowStart(Duration.ofMinutes(1))
                                .build())));
        Map<String, Integer> atStart = shares(reachedBy(30));
        servers.failChecks(2);
        await().until(() -> !balancer.isUp("srv2"));
        servers.passChecks(2);
        await().until(() -> balancer.isUp("srv2"));

        // When
        Map<String, Integer> atFirst = shares(reachedBy(30));

        // Then
        assertThat(atStart).isEqualTo(Map.of("srv1", 10, "srv2", 10, "srv3", 10));
        assertThat(atFirst.getOrDefault("srv2", 0)).isLessThan(7);
        assertThat(atFirst).containsKeys("srv1", "srv3");
    }

    private static UnaryOperator<ServerBuilder> weights(int... weights) {
        return server -> server.weight(weights[server.build().name().charAt(3) - '1']);
    }

    private Configs config(UnaryOperator<ServerBuilder> change) {
        Configs all = servers.config(3).check(null);
        List<Server> changed = Objects.requireNonNull(all.backend().servers()).stream()
                .map(server -> change.apply(ServerBuilder.builder(server)).build())
                .toList();
        return all.servers(changed);
    }

    private static Balance hashed(HashType type, @Nullable Integer factor) {
        return BalanceBuilder.builder()
                .algorithm(Algorithm.Source)
                .hash(new HashSettings(type, factor, null))
                .build();
    }

    private HealthCheck check() {
        return Objects.requireNonNull(servers.config(1)
                .check(servers.checkPort(), CHECK_INTERVAL, CHECK_INTERVAL)
                .backend()
                .healthCheck());
    }

    /** Makes connections that last until the test ends; returns the names of the servers that they reached. */
    private List<String> hold(int connections) throws IOException {
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Socket client = connect();
            held.add(client);
            reached.add(read(client, 4));
        }
        return reached;
    }

    /** Returns which server clients of so many addresses reach. */
    private Map<Integer, String> serverOfEach(int clients) throws IOException {
        Map<Integer, String> reached = new TreeMap<>();
        for (int i = 1; i <= clients; i++) {
            try (Socket client = Sockets.connect("127.0.1." + i, balancer.address())) {
                reached.put(i, read(client, 4));
            }
        }
        return reached;
    }

    private static Map<String, Integer> shares(List<String> reached) {
        return reached.stream()
                .distinct()
                .collect(Collectors.toMap(name -> name, name -> Collections.frequency(reached, name)));
    }
}
