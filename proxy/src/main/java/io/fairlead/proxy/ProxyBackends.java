package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.backend.BackendPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The backends of a proxy, by name. All but {@link #pools} is called on the control thread. */
final class ProxyBackends {

    private final Function<Backend, BackendSupervisor> factory;
    private Map<String, BackendSupervisor> supervisors = Map.of();
    private volatile List<BackendSupervisor> inOrder = List.of();

    /** Creates it empty; {@code factory} makes supervisors that have not started. */
    ProxyBackends(Function<Backend, BackendSupervisor> factory) {
        this.factory = factory;
    }

    /** Returns the newest snapshot of each, in the configuration's order; any thread may call it. */
    List<BackendPool> pools() {
        return inOrder.stream().map(BackendSupervisor::pool).toList();
    }

    /** Whether each one's servers have been found and probed once. */
    boolean settled() {
        return inOrder.stream().allMatch(BackendSupervisor::settled);
    }

    /** Makes supervisors for the backends that {@code config} adds; nothing starts or changes before {@link Change#use}. */
    Change prepare(GrpcLoadBalancer config) {
        Map<String, BackendSupervisor> after = new LinkedHashMap<>();
        for (Backend backend : config.getSpec().backends()) {
            BackendSupervisor known = supervisors.get(backend.name());
            after.put(backend.name(), known == null ? factory.apply(backend) : known);
        }
        return new Change(config, after);
    }

    /** Stops discovery and probes of all of them. */
    void stop() {
        supervisors.values().forEach(BackendSupervisor::stop);
    }

    /** The backends of a configuration that does not run yet. */
    final class Change {

        private final GrpcLoadBalancer config;
        private final Map<String, BackendSupervisor> after;

        private Change(GrpcLoadBalancer config, Map<String, BackendSupervisor> after) {
            this.config = config;
            this.after = after;
        }

        /** Returns the newest snapshot of the backend of that name. */
        Supplier<BackendPool> pool(String name) {
            BackendSupervisor supervisor = after.get(name);
            if (supervisor == null) {
                throw new IllegalArgumentException("no backend of that name: " + name);
            }
            return supervisor::pool;
        }

        /** Starts those that are new, changes those that stay, and stops the others. */
        void use() {
            Map<String, BackendSupervisor> before = supervisors;
            supervisors = after;
            inOrder = List.copyOf(after.values());
            String namespace = config.getMetadata().getNamespace();
            config.getSpec().backends().forEach(backend -> {
                BackendSupervisor supervisor = after.get(backend.name());
                if (supervisor != null) {
                    supervisor.update(namespace, backend);
                }
            });
            before.forEach((name, supervisor) -> {
                if (!after.containsKey(name)) {
                    supervisor.stop();
                }
            });
        }
    }
}
