package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.Observation;
import io.fairlead.proxy.backend.ConnectObserver;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointHealth;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Knows the health of one endpoint, by its probes and, where it is asked to, by clients' connections to it, and tells when what it
 * knows changes. All is called on the control thread.
 */
public final class EndpointMonitor {

    private static final Logger log = LoggerFactory.getLogger(EndpointMonitor.class);

    private final Monitoring shared;
    private final Endpoint endpoint;
    private final Runnable changed;
    private Backend config;
    private @Nullable Watch watch;
    private EndpointHealth health;
    private boolean probed;

    /**
     * Creates a monitor that has not started: the endpoint counts as up.
     *
     * @param changed is called whenever {@link #health} or {@link #probed} changed
     */
    public EndpointMonitor(Monitoring shared, Endpoint endpoint, Backend config, Runnable changed) {
        this.shared = shared;
        this.endpoint = endpoint;
        this.config = config;
        this.changed = changed;
        health = new EndpointHealth(EndpointState.Up, null, null, shared.clock().instant());
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public EndpointHealth health() {
        return health;
    }

    /** Whether the first probe is over, or none is asked for. */
    public boolean probed() {
        return probed || config.activeHealthCheck() == null;
    }

    /** Starts probing at once, where probes are asked for. */
    public void start() {
        HealthCheck check = config.activeHealthCheck();
        if (check == null) {
            watch = null;
            become(new EndpointHealth(EndpointState.Up, null, null, sinceOf(EndpointState.Up)));
        } else {
            RiseFall known = watch == null || health.check() == null ? null : watch.state;
            Watch started = new Watch(check, known);
            watch = started;
            started.start();
        }
    }

    /** Goes on as {@code newConfig} says; an endpoint keeps its state as long as it is probed. */
    public void update(Backend newConfig) {
        boolean same = probedAlike(newConfig, config);
        config = newConfig;
        if (!same) {
            stop();
            start();
        }
    }

    private static boolean probedAlike(Backend one, Backend other) {
        return Objects.equals(one.healthCheck(), other.healthCheck())
                && one.connectTimeout().equals(other.connectTimeout())
                && Objects.equals(one.sourceAddress(), other.sourceAddress())
                && Objects.equals(one.proxyProtocol(), other.proxyProtocol());
    }

    /** Stops probing and observing; a probe under way counts no more. */
    public void stop() {
        if (watch != null) {
            watch.stop();
        }
    }

    /** What one configuration of the check has begun. */
    private final class Watch implements ProbeLoop.Owner {

        private final ProbeLoop probes;
        private final @Nullable ErrorLimit errors;
        private RiseFall state;

        private Watch(HealthCheck check, @Nullable RiseFall known) {
            probes = new ProbeLoop(shared, endpoint, config, check, this);
            Observation observation = check.observe();
            errors = observation == null
                    ? null
                    : new ErrorLimit(
                            shared.control(),
                            observation.errorLimitOrDefault(),
                            message -> tooManyErrors(observation, message));
            state = known == null
                    ? RiseFall.unproven(check.riseOrDefault(), check.fallOrDefault())
                    : known.with(check.riseOrDefault(), check.fallOrDefault());
        }

        private void start() {
            if (errors != null) {
                endpoint.observe(errors);
            }
            probes.start();
        }

        private void stop() {
            probes.stop();
            if (errors != null) {
                errors.stop();
                endpoint.observe(ConnectObserver.NONE);
            }
        }

        @Override
        public RiseFall state() {
            return state;
        }

        @Override
        public void probeEnded(@Nullable ProbeResult result) {
            if (result == null) {
                return;
            }
            if (result.success() && errors != null) {
                errors.reset();
            }
            boolean first = !probed;
            probed = true;
            EndpointHealth before = health;
            turn(state.after(result.success()), result);
            if (first && health.equals(before)) {
                changed.run();
            }
        }

        /** Before its first probe an endpoint is not judged, as in HAProxy. */
        private void tooManyErrors(Observation observation, String message) {
            if (!probed) {
                return;
            }
            ProbeResult result = new ProbeResult(CheckResult.HANA, message);
            switch (observation.onErrorOrDefault()) {
                case FastInterval -> {}
                case FailCheck -> turn(state.after(false), result);
                case SuddenDeath -> turn(state.nearDeath().after(false), result);
                case MarkDown -> turn(state.down(), result);
            }
            probes.hurry();
        }

        private void turn(RiseFall after, ProbeResult result) {
            state = after;
            EndpointState now = after.up() ? EndpointState.Up : EndpointState.Down;
            become(new EndpointHealth(now, result.check(), result.message(), sinceOf(now)));
        }
    }

    private Instant sinceOf(EndpointState state) {
        return state == health.state() ? health.since() : shared.clock().instant();
    }

    private void become(EndpointHealth now) {
        if (now.equals(health)) {
            return;
        }
        boolean turned = now.state() != health.state();
        health = now;
        if (turned) {
            logTurn(now);
        }
        changed.run();
    }

    private void logTurn(EndpointHealth now) {
        LoggingEventBuilder event = log.atWarn()
                .setMessage(now.up() ? "server is up" : "server is down")
                .addKeyValue("backend", config.name())
                .addKeyValue("server", endpoint);
        if (now.check() != null) {
            event = event.addKeyValue("check", now.check());
        }
        if (now.message() != null) {
            event = event.addKeyValue("reason", now.message());
        }
        event.log();
    }
}
