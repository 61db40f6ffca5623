package io.fairlead.proxy.admin;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.api.v1alpha1.StickKey;
import io.fairlead.api.v1alpha1.StickTable;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.ClientTable;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.ProxySnapshot.ListenerSnapshot;
import io.fairlead.proxy.snapshot.Refusal;
import io.fairlead.proxy.testing.Endpoints;
import io.fairlead.proxy.transport.ListenerStats;
import io.fairlead.proxy.transport.RelayStats;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes snapshots for tests: a ready proxy without listeners and backends, to which a test adds. */
final class SnapshotBuilder {

    private final List<ListenerSnapshot> listeners = new ArrayList<>();
    private final List<BackendPool> pools = new ArrayList<>();
    private @Nullable String notReady;
    private @Nullable String refusal;
    private @Nullable Integer maxConnections;
    private long reloads;
    private long refusals;

    SnapshotBuilder listener(String name, String backend, @Nullable Integer maxConnections, ListenerStats stats) {
        return listener(name, ListenerMode.TCP, backend, maxConnections, stats);
    }

    SnapshotBuilder grpcListener(String name, String backend, ListenerStats stats) {
        return listener(name, ListenerMode.GRPC, backend, null, stats);
    }

    private SnapshotBuilder listener(
            String name, ListenerMode mode, String backend, @Nullable Integer maxConnections, ListenerStats stats) {
        Listener config = ListenerBuilder.builder()
                .name(name)
                .port(50050 + listeners.size())
                .mode(mode)
                .backend(backend)
                .maxConnections(maxConnections)
                .build();
        listeners.add(new ListenerSnapshot(
                config, backend, new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), stats));
        return this;
    }

    SnapshotBuilder backend(String name, Member... members) {
        return pool(name, null, members);
    }

    SnapshotBuilder unresolved(String name, Unresolved reason) {
        return pool(name, reason);
    }

    private SnapshotBuilder pool(String name, @Nullable Unresolved reason, Member... members) {
        return pool(BackendBuilder.builder().name(name).build(), reason, members);
    }

    /** Adds a backend whose clients stick to their servers; of so many it is remembered. */
    SnapshotBuilder stickyBackend(String name, int clients, Member... members) {
        StickTable table = new StickTable(StickKey.Source, 100, null);
        pool(BackendBuilder.builder().name(name).stickTable(table).build(), null, members);
        ClientTable remembered = Objects.requireNonNull(pools.getLast().clients());
        Endpoints.clients(clients)
                .forEach(client -> remembered.store(
                        client, Endpoints.numbered(1).getFirst().key()));
        return this;
    }

    private SnapshotBuilder pool(Backend config, @Nullable Unresolved reason, Member... members) {
        pools.add(BackendPool.empty(config).with(config, reason, List.of(members), new Random(1)));
        return this;
    }

    SnapshotBuilder notReady(String reason) {
        this.notReady = reason;
        return this;
    }

    SnapshotBuilder refusal(String refusal) {
        this.refusal = refusal;
        return this;
    }

    SnapshotBuilder reloads(long applied, long refused) {
        this.reloads = applied;
        this.refusals = refused;
        return this;
    }

    SnapshotBuilder maxConnections(int value) {
        this.maxConnections = value;
        return this;
    }

    ProxySnapshot build() {
        GrpcLoadBalancer config = new GrpcLoadBalancer();
        config.getMetadata().setName("echo");
        config.getMetadata().setNamespace("shop");
        config.getMetadata().setUid("8d3c1f0e-5a75-4c1b-9f43-3f1f5a0c9b10");
        config.getMetadata().setGeneration(3L);
        config.setSpec(GrpcLoadBalancerSpecBuilder.builder()
                .maxConnections(maxConnections)
                .listeners(listeners.stream().map(ListenerSnapshot::config).toList())
                .backends(pools.stream().map(BackendPool::config).toList())
                .build());
        return new ProxySnapshot(
                config,
                notReady,
                refusal == null ? null : new Refusal(null, refusal),
                reloads,
                refusals,
                List.copyOf(listeners),
                List.copyOf(pools),
                new RelayStats());
    }
}
