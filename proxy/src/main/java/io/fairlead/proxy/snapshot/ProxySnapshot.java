package io.fairlead.proxy.snapshot;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.transport.ListenerStats;
import io.fairlead.proxy.transport.RelayStats;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the proxy. While a configuration is being applied, listeners and pools may be newer than {@code config}, never older.
 *
 * @param config the configuration that runs; {@code null} before the first one
 * @param notReady why the proxy does not ask for traffic, such as that it is draining; {@code null} where it does
 * @param refusal why the newest configuration was refused; {@code null} where it runs
 * @param reloads how many configurations were applied after the first one
 * @param refusals how many configurations were refused
 * @param listeners what is known of each listener, in the configuration's order
 * @param pools what is known of each backend, in the configuration's order
 * @param relay what was relayed, live
 */
public record ProxySnapshot(
        @Nullable GrpcLoadBalancer config,
        @Nullable String notReady,
        @Nullable Refusal refusal,
        long reloads,
        long refusals,
        List<ListenerSnapshot> listeners,
        List<BackendPool> pools,
        RelayStats relay) {

    /** Returns the names of the backends that listeners of mode GRPC send RPCs to. */
    public Set<String> grpcBackends() {
        return listeners.stream()
                .filter(listener -> listener.config().mode() == ListenerMode.GRPC)
                .map(ListenerSnapshot::backend)
                .collect(Collectors.toSet());
    }

    /**
     * What is known of a listener.
     *
     * @param config the listener as configured
     * @param backend the name of the backend that its connections go to
     * @param address where it is bound
     * @param stats its counters, live
     */
    public record ListenerSnapshot(Listener config, String backend, InetSocketAddress address, ListenerStats stats) {}
}
