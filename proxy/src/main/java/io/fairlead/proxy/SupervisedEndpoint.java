package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointHealth;
import io.fairlead.proxy.backend.EndpointSettings;
import io.fairlead.proxy.backend.SlowStart;
import io.fairlead.proxy.health.EndpointMonitor;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of a backend: probed unless it is under maintenance, after which it counts as a new one. All is called on the control
 * thread.
 */
final class SupervisedEndpoint {

    private final Endpoint endpoint;
    private final InstantSource clock;
    private final Function<Endpoint, EndpointMonitor> monitors;
    private final SlowStart slowStart;
    private EndpointSettings settings;
    private EndpointHealth outOfService;
    private @Nullable EndpointMonitor monitor;

    /**
     * Creates it; it is not probed before {@link #update}.
     *
     * @param monitors makes monitors that have not started
     * @param known whether it was there when the backend's endpoints were looked up for the first time
     */
    SupervisedEndpoint(
            Endpoint endpoint, InstantSource clock, Function<Endpoint, EndpointMonitor> monitors, boolean known) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.monitors = monitors;
        slowStart = new SlowStart(known);
        settings = EndpointSettings.DEFAULT;
        outOfService = outOfServiceNow();
    }

    /** Goes on as configured. */
    void update(Backend config, EndpointSettings newSettings) {
        boolean left = newSettings.inMaintenance() && !settings.inMaintenance();
        settings = newSettings;
        if (left) {
            outOfService = outOfServiceNow();
            stop();
        }
        if (settings.inMaintenance()) {
            return;
        }
        if (monitor == null) {
            monitor = monitors.apply(endpoint);
            monitor.start();
        } else {
            monitor.update(config);
        }
    }

    /** Probes it no more. */
    void stop() {
        if (monitor != null) {
            monitor.stop();
            monitor = null;
        }
    }

    /** Whether it has been probed once, or is not to be. */
    boolean probed() {
        return monitor == null || monitor.probed();
    }

    /** Returns what is known of it at {@code now}, in nanoseconds. */
    Member member(Backend config, long now) {
        EndpointHealth health = monitor == null ? outOfService : monitor.health();
        int throttle = slowStart.throttle(health.up(), config.balanceOrDefault().slowStart(), now);
        return new Member(endpoint, settings, health, throttle);
    }

    private EndpointHealth outOfServiceNow() {
        return new EndpointHealth(EndpointState.Maintenance, null, null, clock.instant());
    }
}
