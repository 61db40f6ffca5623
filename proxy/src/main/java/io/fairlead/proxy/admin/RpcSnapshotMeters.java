package io.fairlead.proxy.admin;

import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.EndpointStats;
import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.ProxySnapshot.ListenerSnapshot;
import io.fairlead.proxy.transport.ListenerStats;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The meters of what a snapshot shows of RPCs and of HTTP/2: of listeners of mode GRPC, and of the endpoints of their backends. Abuse has
 * a series a kind; of an endpoint only once there was any, since there may be thousands of endpoints.
 */
final class RpcSnapshotMeters {

    private final MeterGroups<ListenerStats> listeners;
    private final MeterGroups<EndpointStats> endpoints;
    private final MeterGroups<EndpointStats> abusive;

    RpcSnapshotMeters(MeterRegistry registry) {
        listeners = new MeterGroups<>(registry, RpcSnapshotMeters::addListener);
        endpoints = new MeterGroups<>(registry, RpcSnapshotMeters::addEndpoint);
        abusive = new MeterGroups<>(registry, RpcSnapshotMeters::addAbuse);
    }

    /** Has the registry hold the meters of {@code snapshot} and no others of its kinds. */
    void update(ProxySnapshot snapshot) {
        Map<Tags, ListenerStats> ofListeners = new HashMap<>();
        for (ListenerSnapshot listener : snapshot.listeners()) {
            if (listener.config().mode() == ListenerMode.GRPC) {
                ofListeners.put(Tags.of("listener", listener.config().name()), listener.stats());
            }
        }
        listeners.update(ofListeners);
        updateEndpoints(snapshot);
    }

    private void updateEndpoints(ProxySnapshot snapshot) {
        Set<String> backends = snapshot.grpcBackends();
        Map<Tags, EndpointStats> ofEndpoints = new HashMap<>();
        Map<Tags, EndpointStats> ofAbusive = new HashMap<>();
        for (BackendPool pool : snapshot.pools()) {
            for (Member member : pool.members()) {
                EndpointStats stats = member.endpoint().stats();
                if (backends.contains(pool.name())) {
                    ofEndpoints.put(SnapshotMeters.tags(pool, member), stats);
                }
                if (stats.abusive()) {
                    ofAbusive.put(SnapshotMeters.tags(pool, member), stats);
                }
            }
        }
        endpoints.update(ofEndpoints);
        abusive.update(ofAbusive);
    }

    private static void addListener(MeterGroup<ListenerStats> group) {
        group.gauge(
                        "fairlead.listener.rpcs.active",
                        "RPCs of clients at this moment.",
                        stats -> stats.activeRpcs().get())
                .counter(
                        "fairlead.listener.rpcs",
                        "RPCs that clients began.",
                        stats -> stats.rpcs().sum());
        for (Abuse kind : Abuse.values()) {
            group.counter(
                    "fairlead.listener.http2.abuse",
                    "How often clients went beyond what they may do.",
                    stats -> stats.abuse(kind).sum(),
                    "kind",
                    kind.label());
        }
    }

    private static void addEndpoint(MeterGroup<EndpointStats> group) {
        group.counter(
                "fairlead.endpoint.rpcs",
                "RPCs that the endpoint was sent.",
                stats -> stats.rpcs().sum());
    }

    private static void addAbuse(MeterGroup<EndpointStats> group) {
        for (Abuse kind : Abuse.values()) {
            group.counter(
                    "fairlead.endpoint.http2.abuse",
                    "How often the endpoint went beyond what it may do.",
                    stats -> stats.abused(kind),
                    "kind",
                    kind.label());
        }
    }
}
