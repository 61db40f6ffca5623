package io.fairlead.proxy.admin;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.transport.ListenerStats;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the admin port shows of the proxy.
 *
 * @param config the configuration that runs
 * @param notReady why the proxy does not ask for traffic, such as that it is draining; {@code null} where it does
 * @param refusal why the newest configuration was refused; {@code null} where it runs
 * @param reloads how many configurations were applied after the first one
 * @param refusals how many configurations were refused
 * @param listeners what is known of each listener, in the configuration's order
 * @param pools what is known of each backend, in the configuration's order
 */
public record ProxySnapshot(
        GrpcLoadBalancer config,
        @Nullable String notReady,
        @Nullable String refusal,
        long reloads,
        long refusals,
        List<ListenerSnapshot> listeners,
        List<BackendPool> pools) {

    /**
     * Returns the name of the backend that a listener names, or of the only one. While a reload is under way it may be one that
     * {@link #config} no longer has.
     */
    String backendOf(ListenerSnapshot listener) {
        String named = listener.config().backend();
        return named == null ? config.getSpec().backends().getFirst().name() : named;
    }

    /**
     * What is known of a listener.
     *
     * @param config the listener as configured
     * @param address where it is bound
     * @param stats its counters, live
     */
    public record ListenerSnapshot(Listener config, InetSocketAddress address, ListenerStats stats) {}
}
