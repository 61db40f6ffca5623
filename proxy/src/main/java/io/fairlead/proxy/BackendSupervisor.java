package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.ConfiguredEndpoints;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.discovery.BackendDiscovery;
import io.fairlead.proxy.discovery.NameLookup;
import io.fairlead.proxy.discovery.Resolution;
import io.fairlead.proxy.discovery.Services;
import io.fairlead.proxy.discovery.Target;
import io.fairlead.proxy.health.EndpointMonitor;
import io.fairlead.proxy.health.Monitoring;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one backend: finds its servers, has each probed, and publishes a snapshot on each change. All but {@link #pool} is called on
 * the control thread.
 */
final class BackendSupervisor {

    private static final Logger log = LoggerFactory.getLogger(BackendSupervisor.class);

    /** An endpoint's weight grows in so many steps. */
    private static final int STEPS = 20;

    private static final Duration SHORTEST_STEP = Duration.ofMillis(100);

    private final EventExecutor control;
    private final Monitoring monitoring;
    private final SessionShutdown sessions;
    private final BackendDiscovery discovery;
    private final Runnable changed;
    private Map<Target, SupervisedEndpoint> endpoints = new LinkedHashMap<>();
    private Backend config;
    private boolean discovered;
    private boolean everDiscovered;
    private @Nullable Unresolved unresolved;
    private boolean publishingSoon;
    private @Nullable Future<?> nextStep;
    private volatile BackendPool pool;

    /**
     * Creates a supervisor that has not started.
     *
     * @param monitoring watches the servers
     * @param services {@code null} where there is no cluster
     * @param sessions is told of each snapshot
     * @param changed is called on each change of the snapshot or of {@link #settled}
     */
    BackendSupervisor(
            Monitoring monitoring,
            NameLookup lookup,
            @Nullable Services services,
            SessionShutdown sessions,
            Backend config,
            Runnable changed) {
        this.monitoring = monitoring;
        control = monitoring.control();
        this.sessions = sessions;
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
        return discovered && endpoints.values().stream().allMatch(SupervisedEndpoint::probed);
    }

    /** Starts, or goes on as {@code newConfig} says, a backend of a resource in {@code namespace}. */
    void update(@Nullable String namespace, Backend newConfig) {
        discovered &= Objects.equals(config.service(), newConfig.service());
        config = newConfig;
        updateEndpoints();
        discovery.update(namespace, newConfig);
        publish();
    }

    /** Stops discovery and probes; the last snapshot stays for connections that still use it. */
    void stop() {
        discovery.stop();
        endpoints.values().forEach(SupervisedEndpoint::stop);
        if (nextStep != null) {
            nextStep.cancel(false);
        }
    }

    private void discovered(Resolution resolution) {
        boolean first = !everDiscovered;
        everDiscovered = true;
        discovered = true;
        unresolved = resolution.unresolved();
        Map<Target, SupervisedEndpoint> before = endpoints;
        Map<Target, SupervisedEndpoint> after = new LinkedHashMap<>();
        for (Target target : resolution.targets()) {
            SupervisedEndpoint known = before.get(target);
            after.put(target, known == null ? newEndpoint(target, first) : known);
        }
        endpoints = after;
        before.forEach((target, endpoint) -> {
            if (!after.containsKey(target)) {
                endpoint.stop();
            }
        });
        updateEndpoints();
        publish();
    }

    private SupervisedEndpoint newEndpoint(Target target, boolean first) {
        Endpoint endpoint = new Endpoint(target.name(), target.address());
        return new SupervisedEndpoint(endpoint, monitoring.clock(), this::newMonitor, first);
    }

    private EndpointMonitor newMonitor(Endpoint endpoint) {
        return new EndpointMonitor(monitoring, endpoint, config, this::publishSoon);
    }

    private void updateEndpoints() {
        ConfiguredEndpoints configured = new ConfiguredEndpoints(config);
        endpoints.forEach((target, endpoint) -> endpoint.update(
                config, configured.of(target.name(), target.address().getAddress())));
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
        long now = control.ticker().nanoTime();
        List<BackendPool.Member> members = endpoints.values().stream()
                .map(endpoint -> endpoint.member(config, now))
                .toList();
        goOnWithSlowStart(members);
        BackendPool found = before.with(config, unresolved, members, monitoring.random());
        BackendPool after = discovered ? found : found.notLookedUp();
        pool = after;
        after.queue().snapshotChanged();
        sessions.published(before, after);
        if (before.healthy() > 0 && after.healthy() == 0) {
            log.atError()
                    .setMessage("backend has no server available")
                    .addKeyValue("backend", config.name())
                    .log();
        }
        changed.run();
    }

    /** Publishes step by step while an endpoint's weight grows. */
    private void goOnWithSlowStart(List<BackendPool.Member> members) {
        Duration slowStart = config.balanceOrDefault().slowStart();
        if (slowStart != null && nextStep == null && members.stream().anyMatch(BackendPool.Member::throttled)) {
            long step = Math.max(SHORTEST_STEP.toNanos(), slowStart.toNanos() / STEPS);
            nextStep = control.schedule(this::publishNextStep, step, TimeUnit.NANOSECONDS);
        }
    }

    private void publishNextStep() {
        nextStep = null;
        publish();
    }
}
