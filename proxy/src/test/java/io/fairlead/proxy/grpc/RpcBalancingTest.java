package io.fairlead.proxy.grpc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.HashKey;
import io.fairlead.api.v1alpha1.HashKeyType;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.StickKey;
import io.fairlead.api.v1alpha1.StickTable;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Metadata;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the RPCs of single connections are spread over three servers. */
class RpcBalancingTest {

    private static final Metadata.Key<String> USER = RpcMethods.key("user-id");
    private static final Metadata.Key<String> NUMBER = RpcMethods.key("number");

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private List<RpcServer> servers;

    @BeforeEach
    void start() throws Exception {
        servers = scene.servers(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"RoundRobin", "StaticRoundRobin"})
    void inTurnEachServerGetsTheSameNumberOfOneConnectionsRpcs(Algorithm algorithm) throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers).algorithm(algorithm));
        RpcClient client = scene.client(proxy);

        // When
        List<RpcCall> calls = client.ask(999);

        // Then
        assertThat(calls).extracting(RpcCall::answer).hasSize(999);
        assertThat(servers).extracting(RpcServer::rpcs).containsExactly(333, 333, 333);
        assertThat(proxy.listenerStats().connections().sum()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RoundRobin", "StaticRoundRobin"})
    void inTurnServersGetRpcsByTheirWeights(Algorithm algorithm) throws Exception {
        // Given
        TestProxy proxy = scene.proxy(weighted(5, 2, 1).algorithm(algorithm));

        // When
        scene.client(proxy).serverNames(400);

        // Then
        assertThat(servers).extracting(RpcServer::rpcs).containsExactly(250, 100, 50);
    }

    @Test
    void leastConnectionsCountsRpcsThatAreNotOver() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers).algorithm(Algorithm.LeastConnections));
        RpcClient client = scene.client(proxy);
        client.hold(30);
        awaitInFlight(10, 10, 10);
        servers.get(1).release();
        await().until(() -> proxy.server("srv2").endpoint().stats().active().get() == 0);

        // When
        client.hold(10);

        // Then
        awaitInFlight(10, 10, 10);
        assertThat(servers).extracting(RpcServer::rpcs).containsExactly(10, 20, 10);
    }

    @ParameterizedTest
    @EnumSource(names = {"LeastRequests", "Random"})
    void theLessLoadedOfTwoThatAreDrawnGetsTheNextRpc(Algorithm algorithm) throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers).algorithm(algorithm));
        RpcClient client = scene.client(proxy);
        client.hold(90);
        await().until(() -> inFlight() == 90);
        assertThat(servers)
                .extracting(RpcServer::inFlight)
                .allSatisfy(held -> assertThat(held).isBetween(25, 35));
        servers.get(0).release();
        servers.get(1).release();
        await().until(() -> inFlight() < 40);

        // When
        List<String> names = client.serverNames(90);

        // Then
        assertThat(names).as("srv3 only where it is drawn twice: 1 of 9").contains("srv1", "srv2");
        assertThat(names.stream().filter("srv3"::equals)).hasSizeLessThan(25);
    }

    @Test
    void randomSpreadsWhatIsAnsweredAtOnceEvenly() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers).algorithm(Algorithm.Random));

        // When
        scene.client(proxy).serverNames(600);

        // Then
        assertThat(servers)
                .extracting(RpcServer::rpcs)
                .allSatisfy(rpcs -> assertThat(rpcs).isBetween(150, 250));
    }

    @Test
    void firstFillsServersOneAfterTheOther() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers)
                .algorithm(Algorithm.First)
                .backend(backend -> backend.maxConnectionsPerServer(4)));
        RpcClient client = scene.client(proxy);

        // When
        client.hold(6);

        // Then
        awaitInFlight(4, 2, 0);
    }

    @Test
    void sourceKeepsAClientsAddressOnOneServer() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers).algorithm(Algorithm.Source));

        // When
        Map<Integer, Set<String>> names = new HashMap<>();
        for (int last = 1; last <= 40; last++) {
            RpcClient client = scene.open(RpcClient.from(loopback(last), proxy.address()));
            names.put(last, Set.copyOf(client.serverNames(3)));
        }

        // Then
        assertEachOnOneAndAllUsed(names);
    }

    @Test
    void metadataKeepsUsersOfOneConnectionOnTheirServersWhateverComesAndGoes() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(hashing(HashKeyType.Metadata, "user-id"));
        RpcClient client = scene.client(proxy);
        Map<Integer, Set<String>> before = serversOfUsers(client);

        // When
        proxy.reload(hashing(HashKeyType.Metadata, "user-id")
                .servers(RpcScene.config(servers.subList(0, 2)).backend().serversOrNone()));

        // Then
        assertEachOnOneAndAllUsed(before);
        Map<Integer, Set<String>> after = serversOfUsers(client);
        before.values().removeIf(Set.of("srv3")::equals);
        assertThat(after).containsAllEntriesOf(before);
    }

    @Test
    void withoutThatMetadataTheClientsAddressCounts() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(hashing(HashKeyType.Metadata, "user-id"));
        TestProxy bySource = scene.proxy(RpcScene.config(servers).algorithm(Algorithm.Source));

        // When
        Set<String> names = Set.copyOf(scene.client(proxy).serverNames(20));

        // Then
        assertThat(names).containsExactly(scene.client(bySource).serverName());
    }

    @Test
    void authorityKeepsHostsOnTheirServers() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(hashing(HashKeyType.Authority, null));

        // When
        Map<Integer, Set<String>> names = new HashMap<>();
        for (int host = 1; host <= 40; host++) {
            String authority = "host-" + host + ".example";
            RpcClient client =
                    scene.open(RpcClient.of(proxy.address(), builder -> builder.overrideAuthority(authority)));
            names.put(host, Set.copyOf(client.serverNames(3)));
        }

        // Then
        assertEachOnOneAndAllUsed(names);
    }

    @Test
    void pathKeepsMethodsOnTheirServers() throws Exception {
        // Given
        RpcClient client = scene.client(scene.proxy(hashing(HashKeyType.Path, null)));

        // When
        Map<Integer, Set<String>> names = new HashMap<>();
        for (int i = 0; i < 120; i++) {
            int method = i % 40;
            RpcCall call = client.start(RpcMethods.anyOf("Method" + method)).sendLast(new byte[0]);
            names.computeIfAbsent(method, number -> new TreeSet<>()).add(call.answer());
        }

        // Then
        assertEachOnOneAndAllUsed(names);
    }

    @Test
    void aBackupGetsRpcsOnlyWhileNoOtherServerIsUp() throws Exception {
        // Given
        List<Server> listed = new ArrayList<>(RpcScene.config(servers).backend().serversOrNone());
        listed.set(2, ServerBuilder.builder(listed.get(2)).backup(true).build());
        Configs config = RpcScene.config(servers).servers(listed);
        TestProxy proxy = scene.proxy(config);
        RpcClient client = scene.client(proxy);
        List<String> before = client.serverNames(10);

        // When
        proxy.reload(states(config, AdministrativeState.Maintenance, "srv1", "srv2"));

        // Then
        assertThat(before).containsOnly("srv1", "srv2");
        assertThat(client.serverNames(10)).containsOnly("srv3");
    }

    @Test
    void aClientSticksToItsServerWithAllItsRpcs() throws Exception {
        // Given
        StickTable table = new StickTable(StickKey.Source, 100, null);
        Configs config = RpcScene.config(servers).backend(backend -> backend.stickTable(table));
        TestProxy proxy = scene.proxy(config);
        RpcClient first = scene.open(RpcClient.from(loopback(1), proxy.address()));
        String ofFirst = first.serverName();

        // When
        proxy.reload(config.algorithm(Algorithm.LeastConnections));

        // Then
        assertThat(first.serverNames(10)).containsOnly(ofFirst);
        RpcClient again = scene.open(RpcClient.from(loopback(1), proxy.address()));
        assertThat(again.serverNames(10)).containsOnly(ofFirst);
    }

    @Test
    void aNewServerGetsItsShareOfAnEstablishedConnectionsRpcsAtOnce() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers.subList(0, 2)));
        RpcClient client = scene.client(proxy);
        client.serverNames(20);

        // When
        proxy.reload(RpcScene.config(servers));

        // Then
        assertThat(client.serverNames(300).stream().filter("srv3"::equals)).hasSize(100);
    }

    @Test
    void aNewServerThatStartsSlowlyGetsLessAtFirst() throws Exception {
        // Given
        UnaryOperator<Configs> slowly = config -> config.backend(backend -> backend.balance(BalanceBuilder.builder()
                .algorithm(Algorithm.RoundRobin)
                .slowStart(Duration.ofMinutes(10))
                .build()));
        TestProxy proxy = scene.proxy(slowly.apply(RpcScene.config(servers.subList(0, 2))));
        RpcClient client = scene.client(proxy);
        client.serverNames(20);

        // When
        proxy.reload(slowly.apply(RpcScene.config(servers)));

        // Then
        List<String> names = client.serverNames(300);
        assertThat(names.stream().filter("srv3"::equals)).hasSizeBetween(1, 30);
    }

    @Test
    void aServerThatDrainsFinishesItsRpcsAndGetsNoNewOnes() throws Exception {
        // Given
        Configs config = RpcScene.config(servers);
        TestProxy proxy = scene.proxy(config);
        RpcClient client = scene.client(proxy);
        List<RpcCall> held = client.hold(3);
        RpcCall chat = chatWith(client, "srv1");
        awaitInFlight(2, 1, 1);

        // When
        proxy.reload(states(config, AdministrativeState.Drain, "srv1"));

        // Then
        assertThat(proxy.server("srv1").state()).isEqualTo(EndpointState.Drain);
        assertThat(client.serverNames(20)).containsOnly("srv2", "srv3");
        chat.send(RpcMethods.bytes("still there")).halfClose();
        assertThat(RpcMethods.text(chat.next())).isEqualTo("still there");
        servers.forEach(RpcServer::release);
        assertThat(held).extracting(RpcCall::answer).containsExactlyInAnyOrder("srv1", "srv2", "srv3");
    }

    @Test
    void aWeightOfZeroDrains() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(weighted(1, 1, 1));
        RpcClient client = scene.client(proxy);
        List<RpcCall> held = client.hold(3);
        awaitInFlight(1, 1, 1);

        // When
        proxy.reload(weighted(0, 1, 1));

        // Then
        assertThat(client.serverNames(20)).containsOnly("srv2", "srv3");
        servers.forEach(RpcServer::release);
        assertThat(held).extracting(RpcCall::answer).containsExactlyInAnyOrder("srv1", "srv2", "srv3");
    }

    @Test
    void rpcsThatWaitForAPlaceGetItInTheOrderInWhichTheyCame() throws Exception {
        // Given
        RpcServer only = servers.getFirst();
        TestProxy proxy =
                scene.proxy(RpcScene.config(List.of(only)).backend(backend -> backend.maxConnectionsPerServer(1)));
        RpcClient holder = scene.client(proxy);
        RpcCall held = holder.hold();
        await().until(() -> only.inFlight() == 1);
        List<RpcCall> waiting = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            RpcClient client = i % 2 == 0 ? holder : scene.client(proxy);
            waiting.add(client.start(RpcMethods.NAME, numbered(i)).sendLast(new byte[0]));
            int expected = i;
            await().until(() -> queued(proxy) == expected);
        }

        // When
        only.release();

        // Then
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(waiting).extracting(RpcCall::answer).containsOnly("srv1");
        assertThat(only.requests().stream().map(request -> request.metadata().get(NUMBER)))
                .containsExactly(null, "1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void noServerGetsMoreRpcsAtATimeThanItsLimit() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(RpcScene.config(servers)
                .backend(backend -> backend.maxConnectionsPerServer(5).maxConnections(12)));
        RpcClient client = scene.client(proxy);
        List<RpcCall> held = client.hold(40);
        await().until(() -> inFlight() == 12 && queued(proxy) == 28);

        // When
        await().until(() -> {
            assertThat(servers)
                    .allSatisfy(server -> assertThat(server.inFlight()).isLessThanOrEqualTo(5));
            servers.forEach(RpcServer::release);
            return held.stream().allMatch(RpcCall::isOver);
        });

        // Then
        assertThat(held).extracting(RpcCall::answer).hasSize(40);
        assertThat(proxy.server("srv1").endpoint().stats().active().get()).isZero();
    }

    private Configs weighted(int... weights) {
        List<Server> listed = new ArrayList<>(RpcScene.config(servers).backend().serversOrNone());
        for (int i = 0; i < weights.length; i++) {
            listed.set(
                    i, ServerBuilder.builder(listed.get(i)).weight(weights[i]).build());
        }
        return RpcScene.config(servers).servers(listed);
    }

    private Configs hashing(HashKeyType type, @Nullable String metadata) {
        return RpcScene.config(servers)
                .backend(backend -> backend.balance(BalanceBuilder.builder()
                        .algorithm(Algorithm.Source)
                        .hash(new HashSettings(null, null, new HashKey(type, metadata)))
                        .build()));
    }

    private static Configs states(Configs config, AdministrativeState state, String... names) {
        return config.backend(backend -> backend.overrides(IntStream.range(0, names.length)
                .mapToObj(i -> EndpointOverrideBuilder.builder()
                        .server(names[i])
                        .state(state)
                        .build())
                .toList()));
    }

    private static Map<Integer, Set<String>> serversOfUsers(RpcClient client) {
        return IntStream.range(0, 120)
                .boxed()
                .collect(groupingBy(i -> i % 40, mapping(i -> serverOfUser(client, i % 40), toSet())));
    }

    private static String serverOfUser(RpcClient client, int user) {
        Metadata metadata = new Metadata();
        metadata.put(USER, "user-" + user);
        return client.start(RpcMethods.NAME, metadata).sendLast(new byte[0]).answer();
    }

    private static void assertEachOnOneAndAllUsed(Map<Integer, Set<String>> names) {
        assertThat(names).hasSize(40).allSatisfy((key, used) -> assertThat(used).hasSize(1));
        assertThat(names.values().stream().flatMap(Set::stream).collect(toSet()))
                .containsExactlyInAnyOrder("srv1", "srv2", "srv3");
    }

    /** Begins a conversation with that server. */
    private static RpcCall chatWith(RpcClient client, String server) throws InterruptedException {
        while (true) {
            RpcCall chat = client.start(RpcMethods.CHAT).send(new byte[0]);
            chat.next();
            if (server.equals(chat.headers().get(RpcMethods.SERVER))) {
                return chat;
            }
            chat.halfClose().status();
        }
    }

    private static Metadata numbered(int number) {
        Metadata metadata = new Metadata();
        metadata.put(NUMBER, Integer.toString(number));
        return metadata;
    }

    private int inFlight() {
        return servers.stream().mapToInt(RpcServer::inFlight).sum();
    }

    private void awaitInFlight(Integer... expected) {
        await().untilAsserted(() ->
                assertThat(servers).extracting(RpcServer::inFlight).containsExactly(expected));
    }

    private static int queued(TestProxy proxy) {
        BackendPool pool = proxy.proxy().snapshot().pools().getFirst();
        return pool.stats().queued().get();
    }

    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) last});
    }
}
