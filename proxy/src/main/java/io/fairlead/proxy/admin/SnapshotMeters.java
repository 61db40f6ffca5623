package io.fairlead.proxy.admin;

import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.ClientTable;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.ProxySnapshot.ListenerSnapshot;
import io.fairlead.proxy.transport.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.netty.util.NetUtil;
import java.util.HashMap;
import java.util.Map;

/** The meters of what a snapshot shows: listeners, backends, endpoints and reloads. Only one thread may use it at a time. */
final class SnapshotMeters {

    private final MeterGroups<ProxySnapshot> proxy;
    private final MeterGroups<ListenerSnapshot> listeners;
    private final MeterGroups<Integer> limits;
    private final MeterGroups<Integer> proxyLimit;
    private final MeterGroups<BackendPool> backends;
    private final MeterGroups<ClientTable> stickTables;
    private final MeterGroups<Member> endpoints;
    private final MeterGroups<EndpointState> states;
    private final RpcSnapshotMeters rpcs;

    SnapshotMeters(MeterRegistry registry) {
        proxy = new MeterGroups<>(registry, SnapshotMeters::addProxy);
        listeners = new MeterGroups<>(registry, SnapshotMeters::addListener);
        limits = new MeterGroups<>(registry, SnapshotMeters::addLimit);
        proxyLimit = new MeterGroups<>(registry, SnapshotMeters::addProxyLimit);
        backends = new MeterGroups<>(registry, SnapshotMeters::addBackend);
        stickTables = new MeterGroups<>(registry, SnapshotMeters::addStickTable);
        endpoints = new MeterGroups<>(registry, SnapshotMeters::addEndpoint);
        states = new MeterGroups<>(registry, SnapshotMeters::addState);
        rpcs = new RpcSnapshotMeters(registry);
    }

    /** Has the registry hold the meters of {@code snapshot} and no others of its kinds. */
    void update(ProxySnapshot snapshot) {
        proxy.update(Map.of(Tags.empty(), snapshot));
        Integer limit =
                snapshot.config() == null ? null : snapshot.config().getSpec().maxConnections();
        proxyLimit.update(limit == null ? Map.of() : Map.of(Tags.empty(), limit));
        updateListeners(snapshot);
        updateBackends(snapshot);
        rpcs.update(snapshot);
    }

    private void updateListeners(ProxySnapshot snapshot) {
        Map<Tags, ListenerSnapshot> present = new HashMap<>();
        Map<Tags, Integer> limited = new HashMap<>();
        for (ListenerSnapshot listener : snapshot.listeners()) {
            Tags tags = Tags.of("listener", listener.config().name());
            present.put(tags, listener);
            Integer limit = listener.config().maxConnections();
            if (limit != null) {
                limited.put(tags, limit);
            }
        }
        listeners.update(present);
        limits.update(limited);
    }

    private void updateBackends(ProxySnapshot snapshot) {
        Map<Tags, BackendPool> present = new HashMap<>();
        Map<Tags, ClientTable> tables = new HashMap<>();
        Map<Tags, Member> members = new HashMap<>();
        Map<Tags, EndpointState> memberStates = new HashMap<>();
        for (BackendPool pool : snapshot.pools()) {
            Tags backend = Tags.of("backend", pool.name());
            present.put(backend, pool);
            if (pool.clients() != null) {
                tables.put(backend, pool.clients());
            }
            for (Member member : pool.members()) {
                Tags tags = tags(pool, member);
                members.put(tags, member);
                memberStates.put(tags.and("state", member.state().name()), member.state());
            }
        }
        backends.update(present);
        stickTables.update(tables);
        endpoints.update(members);
        states.update(memberStates);
    }

    /** Returns what tells an endpoint from others. */
    static Tags tags(BackendPool pool, Member member) {
        String address = NetUtil.toSocketAddressString(member.endpoint().address());
        return Tags.of("backend", pool.name(), "server", member.endpoint().name(), "address", address);
    }

    private static void addProxy(MeterGroup<ProxySnapshot> group) {
        String name = "fairlead.config.reloads";
        String description = "Configurations that came after the first one.";
        group.counter(name, description, ProxySnapshot::reloads, "result", "applied")
                .counter(name, description, ProxySnapshot::refusals, "result", "refused");
        String bytes = "fairlead.relayed.bytes";
        String bytesDescription =
                "Bytes that were relayed, through the proxy's memory (copy) or within the kernel (splice).";
        group.counter(bytes, bytesDescription, known -> known.relay().copied().sum(), "path", "copy")
                .counter(
                        bytes,
                        bytesDescription,
                        known -> known.relay().spliced().sum(),
                        "path",
                        "splice");
        group.gauge(
                        "fairlead.pipes.used",
                        "Pipes that bytes wait in.",
                        known -> known.relay().pipesInUse().get())
                .gauge(
                        "fairlead.pipes.idle",
                        "Pipes that wait for bytes.",
                        known -> known.relay().pipesIdle().get())
                .gauge(
                        "fairlead.held.bytes",
                        "Bytes of RPCs that one side has sent and the other has not taken.",
                        known -> known.relay().buffers().held())
                .gauge(
                        "fairlead.held.limit.bytes",
                        "How many bytes of RPCs the proxy holds at most.",
                        known -> known.relay().buffers().limit());
    }

    private static void addListener(MeterGroup<ListenerSnapshot> group) {
        String bytes = "fairlead.listener.bytes";
        String bytesDescription = "Bytes that clients sent (in) and were sent (out).";
        group.gauge(
                        "fairlead.listener.connections.active",
                        "Connections from clients at this moment.",
                        listener -> listener.stats().active().get())
                .counter(
                        "fairlead.listener.connections",
                        "Connections that were accepted.",
                        listener -> listener.stats().connections().sum())
                .counter(
                        bytes,
                        bytesDescription,
                        listener -> listener.stats().bytesIn().sum(),
                        "direction",
                        "in")
                .counter(
                        bytes,
                        bytesDescription,
                        listener -> listener.stats().bytesOut().sum(),
                        "direction",
                        "out")
                .counter(
                        "fairlead.listener.retries",
                        "Attempts to connect to a server again.",
                        listener -> listener.stats().retries().sum())
                .counter(
                        "fairlead.listener.redispatches",
                        "Retries that went to another server.",
                        listener -> listener.stats().redispatches().sum());
        for (Rejection reason : Rejection.values()) {
            group.counter(
                    "fairlead.listener.connections.rejected",
                    "Connections that were closed before they had a session.",
                    listener -> listener.stats().rejected(reason).sum(),
                    "reason",
                    reason.label());
        }
    }

    private static void addLimit(MeterGroup<Integer> group) {
        group.gauge(
                "fairlead.listener.max.connections",
                "Connections that the listener serves at a time at most.",
                Integer::doubleValue);
    }

    private static void addProxyLimit(MeterGroup<Integer> group) {
        group.gauge(
                "fairlead.max.connections",
                "Connections from clients that the proxy serves at a time at most, over all listeners.",
                Integer::doubleValue);
    }

    private static void addBackend(MeterGroup<BackendPool> group) {
        group.gauge(
                        "fairlead.backend.endpoints",
                        "Endpoints of the backend.",
                        pool -> pool.members().size())
                .gauge("fairlead.backend.endpoints.up", "Endpoints that get new connections.", BackendPool::healthy)
                .gauge(
                        "fairlead.backend.queued",
                        "Connections that wait for any of the endpoints.",
                        pool -> pool.stats().queued().get());
    }

    private static void addStickTable(MeterGroup<ClientTable> group) {
        group.gauge("fairlead.backend.stick.table.clients", "Clients whose endpoint is remembered.", ClientTable::size);
    }

    private static void addEndpoint(MeterGroup<Member> group) {
        String bytes = "fairlead.endpoint.bytes";
        String bytesDescription = "Bytes that the endpoint was sent (in) and sent (out).";
        group.gauge(
                        "fairlead.endpoint.up",
                        "1 where the endpoint gets new connections, else 0.",
                        member -> member.state() == EndpointState.Up ? 1 : 0)
                .gauge(
                        "fairlead.endpoint.weight",
                        "The endpoint's share among the others, as it counts at this moment; 0 where it gets no new connections.",
                        Member::effectiveWeight)
                .gauge(
                        "fairlead.endpoint.connections.active",
                        "Connections to the endpoint at this moment.",
                        member -> member.endpoint().stats().active().get())
                .gauge(
                        "fairlead.endpoint.queued",
                        "Connections that wait for the endpoint, and for no other.",
                        member -> member.endpoint().stats().queued().get())
                .counter(
                        "fairlead.endpoint.connections",
                        "Connections that were established.",
                        member -> member.endpoint().stats().connections().sum())
                .counter(
                        "fairlead.endpoint.connect.errors",
                        "Attempts to connect that failed or timed out.",
                        member -> member.endpoint().stats().connectErrors().sum())
                .counter(
                        bytes,
                        bytesDescription,
                        member -> member.endpoint().stats().bytesIn().sum(),
                        "direction",
                        "in")
                .counter(
                        bytes,
                        bytesDescription,
                        member -> member.endpoint().stats().bytesOut().sum(),
                        "direction",
                        "out");
    }

    private static void addState(MeterGroup<EndpointState> group) {
        group.gauge("fairlead.endpoint.state", "1 for the state that the endpoint is in.", state -> 1);
    }
}
