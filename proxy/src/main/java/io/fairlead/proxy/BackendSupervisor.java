package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.discovery.BackendDiscovery;
import io.fairlead.proxy.discovery.NameLookup;
import io.fairlead.proxy.discovery.Resolution;
import io.fairlead.proxy.discovery.Services;
import io.fairlead.proxy.discovery.Target;
import io.fairlead.proxy.health.EndpointMonitor;
import io.fairlead.proxy.health.Monitoring;
import io.fairlead.proxy.health.Probes;
import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one backend: finds its servers, has each probed, and publishes a snapshot on each change. All but {@link #pool} is called on
 * the control thread.
 */
final class BackendSupervisor {

    private static final Logger log = LoggerFactory.getLogger(BackendSupervisor.class);

    private final EventExecutor control;
    private final Monitoring monitoring;
    private final RandomGenerator random;
    private final BackendDiscovery discovery;
    private final Runnable changed;
    private Map<Target, EndpointMonitor> monitors = new LinkedHashMap<>();
    private Backend config;
    private boolean discovered;
    private @Nullable Unresolved unresolved;
    private boolean publishingSoon;
    private volatile BackendPool pool;

    /**
     * Creates a supervisor that has not started.
     *
     * @param services {@code null} where there is no cluster
     * @param changed is called on each change of the snapshot or of {@link #settled}
     */
    BackendSupervisor(
            EventExecutor control,
            Probes probes,
            NameLookup lookup,
            @Nullable Services services,
            InstantSource clock,
            RandomGenerator random,
            Backend config,
            Runnable changed) {
        this.control = control;
        monitoring = new Monitoring(control, probes, clock, random);
        this.random = random;
        this.config = config;
        this.changed = changed;
        discovery = new BackendDiscovery(control, lookup, services, this::discovered);
        pool = BackendPool.empty(config);
    }

    /** Returns the newest snapshot; any thread may call it. */
    BackendPool pool() {
        return pool;
    }

    /** Whether the servers have been found and each has been probed once. */
    boolean settled() {
        return discovered && monitors.values().stream().allMatch(EndpointMonitor::probed);
    }

    /** Starts, or goes on as {@code newConfig} says, a backend of a resource in {@code namespace}. */
    void update(@Nullable String namespace, Backend newConfig) {
        discovered &= Objects.equals(config.service(), newConfig.service());
        config = newConfig;
        monitors.values().forEach(monitor -> monitor.update(newConfig));
        discovery.update(namespace, newConfig);
        publish();
    }

    /** Stops discovery and probes; the last snapshot stays for connections that still use it. */
    void stop() {
        discovery.stop();
        monitors.values().forEach(EndpointMonitor::stop);
    }

    private void discovered(Resolution resolution) {
        discovered = true;
        unresolved = resolution.unresolved();
        Map<Target, EndpointMonitor> before = monitors;
        Map<Target, EndpointMonitor> after = new LinkedHashMap<>();
        for (Target target : resolution.targets()) {
            after.put(target, before.containsKey(target) ? before.get(target) : newMonitor(target));
        }
        monitors = after;
        before.forEach((target, monitor) -> {
            if (!after.containsKey(target)) {
                monitor.stop();
            }
        });
        after.forEach((target, monitor) -> {
            if (!before.containsKey(target)) {
                monitor.start();
            }
        });
        publish();
    }

    private EndpointMonitor newMonitor(Target target) {
        Endpoint endpoint = new Endpoint(target.name(), target.address());
        return new EndpointMonitor(monitoring, endpoint, config, this::publishSoon);
    }

    /** Probes end at about the same time, and a snapshot takes a while to make: one for all that changed until the thread is free. */
    private void publishSoon() {
        if (!publishingSoon) {
            publishingSoon = true;
            control.execute(this::publish);
        }
    }

    private void publish() {
        publishingSoon = false;
        BackendPool before = pool;
        List<BackendPool.Member> members = monitors.values().stream()
                .map(monitor -> new BackendPool.Member(monitor.endpoint(), monitor.health()))
                .toList();
        BackendPool found = before.with(config, unresolved, members, random);
        BackendPool after = discovered ? found : found.notLookedUp();
        pool = after;
        if (before.healthy() > 0 && after.healthy() == 0) {
            log.atError()
                    .setMessage("backend has no server available")
                    .addKeyValue("backend", config.name())
                    .log();
        }
        changed.run();
    }
}
