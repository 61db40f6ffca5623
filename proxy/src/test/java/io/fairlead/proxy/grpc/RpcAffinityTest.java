package io.fairlead.proxy.grpc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.HashKey;
import io.fairlead.api.v1alpha1.HashKeyType;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.StickKey;
import io.fairlead.api.v1alpha1.StickTable;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which RPCs keep to one server: those of an address, a host, a method or a user. */
class RpcAffinityTest {

    private static final Metadata.Key<String> USER = RpcMethods.key("user-id");

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private List<RpcServer> servers;

    @BeforeEach
    void start() throws Exception {
        servers = scene.servers(3);
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
        RpcClient client = scene.client(hashing(HashKeyType.Path, null));

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

    private Configs hashing(HashKeyType type, @Nullable String metadata) {
        return RpcScene.config(servers)
                .backend(backend -> backend.balance(BalanceBuilder.builder()
                        .algorithm(Algorithm.Source)
                        .hash(new HashSettings(null, null, new HashKey(type, metadata)))
                        .build()));
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

    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) last});
    }
}
