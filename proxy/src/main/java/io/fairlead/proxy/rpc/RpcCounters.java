package io.fairlead.proxy.rpc;

import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.api.v1alpha1.RpcMetrics;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.ProxySnapshot.ListenerSnapshot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Counts the RPCs that ended, by listener, backend and method, as far as methods have counters of their own. Event loops share it. An RPC
 * costs four look-ups and the counters' additions; it allocates nothing but for names and routes that are new.
 */
public final class RpcCounters implements RpcListener {

    private final MethodNames names = new MethodNames();

    /** By listener and backend. */
    private final Map<String, Map<String, RouteCounts>> routes = new ConcurrentHashMap<>();

    /** Has those methods counted by themselves that {@code config} says; before the first call there are none. */
    public void configure(RpcMetrics config) {
        names.configure(config.methodsOrNone(), config.maxMethodsOrDefault());
    }

    @Override
    public void ended(RpcRecord rpc) {
        RouteCounts route = route(rpc.listener(), rpc.backend());
        if (rpc.grpc()) {
            route.add(names.of(rpc), rpc);
        } else {
            route.addRequest(rpc);
        }
    }

    /**
     * Adds counters of the methods that are listed for each listener of mode GRPC and its backend, so that they begin at 0, and removes those
     * whose listener, backend or name is gone. Where all stay, counters stay: RPCs may still end that began before the listener got another
     * backend.
     */
    public void update(ProxySnapshot snapshot) {
        routes.keySet()
                .retainAll(snapshot.listeners().stream()
                        .map(listener -> listener.config().name())
                        .collect(Collectors.toSet()));
        Set<String> backends = snapshot.pools().stream().map(BackendPool::name).collect(Collectors.toSet());
        routes.values().forEach(ofListener -> ofListener.keySet().retainAll(backends));
        Set<MethodName> current = names.all();
        forEach((listener, backend, counts) -> counts.keep(current));
        for (ListenerSnapshot listener : snapshot.listeners()) {
            Listener config = listener.config();
            if (config.mode() == ListenerMode.GRPC) {
                route(config.name(), listener.backend()).begin(names.listed());
            }
        }
    }

    private RouteCounts route(String listener, String backend) {
        Map<String, RouteCounts> ofListener = routes.get(listener);
        if (ofListener == null) {
            ofListener = routes.computeIfAbsent(listener, absent -> new ConcurrentHashMap<>());
        }
        RouteCounts known = ofListener.get(backend);
        return known == null ? ofListener.computeIfAbsent(backend, absent -> new RouteCounts()) : known;
    }

    /** Is given the counters from a listener to a backend. */
    @FunctionalInterface
    interface Visitor {
        void visit(String listener, String backend, RouteCounts counts);
    }

    void forEach(Visitor visitor) {
        routes.forEach((listener, ofListener) ->
                ofListener.forEach((backend, counts) -> visitor.visit(listener, backend, counts)));
    }
}
