package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.proxy.admission.Admission;
import io.fairlead.proxy.admission.SourceTable;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.grpc.GrpcSessions;
import io.fairlead.proxy.proxyprotocol.TrustedProxies;
import io.fairlead.proxy.snapshot.ProxySnapshot.ListenerSnapshot;
import io.fairlead.proxy.tcp.Route;
import io.fairlead.proxy.tcp.SessionContext;
import io.fairlead.proxy.tcp.SessionFactory;
import io.fairlead.proxy.transport.BindAddress;
import io.fairlead.proxy.transport.BindFailedException;
import io.fairlead.proxy.transport.ConnectionLimit;
import io.fairlead.proxy.transport.ListenerStats;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The sockets that a proxy listens on. A socket belongs to an address, and stays open as long as some listener has that address,
 * whatever else changes. All but {@link #snapshots} is called on the control thread.
 */
final class ProxyListeners {

    private final SessionContext context;
    private final SessionFactory grpc;
    private final EventLoopGroup workers;
    private final BindAddress bindAddress;
    private final ConnectionLimit limit = new ConnectionLimit(0);
    private final Map<String, ListenerStats> stats = new HashMap<>();
    private final Map<String, SourceTable> sources = new HashMap<>();
    private final Map<InetSocketAddress, BoundListener> closing = new HashMap<>();
    private Map<InetSocketAddress, BoundListener> bound = Map.of();
    private volatile List<BoundListener> inOrder = List.of();

    ProxyListeners(SessionContext context, EventLoopGroup workers, BindAddress bindAddress) {
        this.context = context;
        grpc = new GrpcSessions(context);
        this.workers = workers;
        this.bindAddress = bindAddress;
    }

    /** Returns what is known of each, in the configuration's order; any thread may call it. */
    List<ListenerSnapshot> snapshots() {
        return inOrder.stream().map(BoundListener::snapshot).toList();
    }

    /** Completes once no address that {@code spec} wants is that of a socket that is still being closed, which takes about a second at most. */
    CompletableFuture<Void> released(GrpcLoadBalancerSpec spec) {
        closing.values().removeIf(BoundListener::closed);
        return CompletableFuture.allOf(spec.listeners().stream()
                .map(listener -> closing.get(address(listener)))
                .filter(Objects::nonNull)
                .map(BoundListener::whenClosed)
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Binds what {@code spec} adds; nothing else changes before {@link Binding#use}.
     *
     * @param pools gives the newest snapshot of the backend of a name
     * @throws ConfigRefusedException where an address cannot be bound; nothing is left of the others
     */
    Binding bind(GrpcLoadBalancerSpec spec, Function<String, Supplier<BackendPool>> pools)
            throws ConfigRefusedException {
        Map<InetSocketAddress, BoundListener> added = new LinkedHashMap<>();
        Map<InetSocketAddress, Route> routes = new LinkedHashMap<>();
        for (int i = 0; i < spec.listeners().size(); i++) {
            Listener listener = spec.listeners().get(i);
            InetSocketAddress address = address(listener);
            Route route = new Route(
                    listener,
                    stats.computeIfAbsent(listener.name(), name -> new ListenerStats()),
                    spec.proxyOrDefault().dataPathOrDefault(),
                    new TrustedProxies(listener.proxyProtocol()),
                    new Admission(listener, sources.computeIfAbsent(listener.name(), name -> new SourceTable())),
                    pools.apply(spec.backendOf(listener).name()));
            routes.put(address, route);
            if (!bound.containsKey(address)) {
                try {
                    added.put(address, new BoundListener(address, route, context, grpc, workers, limit));
                } catch (BindFailedException e) {
                    added.forEach(this::close);
                    throw new ConfigRefusedException("spec.listeners[%d].port: %d (expected: a free port; %s:%d: %s)"
                            .formatted(i, listener.port(), hostOf(address), address.getPort(), e.reason()));
                }
            }
        }
        return new Binding(spec, routes, added);
    }

    private InetSocketAddress address(Listener listener) {
        InetAddress address =
                listener.address() == null ? null : NetUtil.createInetAddressFromIpAddressString(listener.address());
        return bindAddress.resolve(address, listener.port());
    }

    private static String hostOf(InetSocketAddress address) {
        return NetUtil.toAddressString(address.getAddress(), true);
    }

    private void close(InetSocketAddress address, BoundListener listener) {
        listener.close();
        closing.put(address, listener);
    }

    /** Closes all sockets, once what waits to be accepted is accepted; established connections go on. Completes when they are closed. */
    CompletableFuture<Void> close() {
        bound.values().forEach(BoundListener::close);
        return CompletableFuture.allOf(
                bound.values().stream().map(BoundListener::whenClosed).toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Closes all sockets, and who waits to be accepted is reset. To be called before the event loops end: one that is told to end while it
     * looks whether it should leaves its channels open.
     */
    void closeAtOnce() {
        Stream.of(bound, closing).map(Map::values).flatMap(Collection::stream).forEach(BoundListener::closeAtOnce);
    }

    /** Whether all sockets are closed. */
    boolean closed() {
        return bound.values().stream().allMatch(BoundListener::closed);
    }

    /** The sockets of a configuration that does not run yet. */
    final class Binding {

        private final GrpcLoadBalancerSpec spec;
        private final Map<InetSocketAddress, Route> routes;
        private final Map<InetSocketAddress, BoundListener> added;

        private Binding(
                GrpcLoadBalancerSpec spec,
                Map<InetSocketAddress, Route> routes,
                Map<InetSocketAddress, BoundListener> added) {
            this.spec = spec;
            this.routes = routes;
            this.added = added;
        }

        /** Sends connections where they shall go from now on, and closes the sockets that are not wanted any more. */
        void use() {
            limit.change(spec.maxConnectionsOrUnlimited());
            Map<InetSocketAddress, BoundListener> before = bound;
            Map<InetSocketAddress, BoundListener> after = new LinkedHashMap<>();
            routes.forEach((address, route) -> {
                BoundListener listener = Objects.requireNonNull(before.getOrDefault(address, added.get(address)));
                listener.use(route);
                after.put(address, listener);
            });
            before.forEach((address, listener) -> {
                if (!after.containsKey(address)) {
                    close(address, listener);
                }
            });
            bound = after;
            inOrder = List.copyOf(after.values());
            stats.keySet().retainAll(names());
            sources.keySet().retainAll(names());
        }

        private List<String> names() {
            return routes.values().stream()
                    .map(route -> route.listener().name())
                    .toList();
        }
    }
}
