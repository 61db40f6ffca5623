package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointHealth;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Probes one endpoint again and again, and tells when what is known of it changes. All is called on the control thread. */
public final class EndpointMonitor {

    private static final Logger log = LoggerFactory.getLogger(EndpointMonitor.class);

    private final EventExecutor control;
    private final Probe probe;
    private final InstantSource clock;
    private final Endpoint endpoint;
    private final Runnable changed;
    private Backend config;
    private @Nullable RiseFall riseFall;
    private EndpointHealth health;
    private boolean probed;
    private @Nullable Future<?> next;

    /** Counts configurations, so that a probe of an older one is not taken for one of this. */
    private int epoch;

    /**
     * Creates a monitor that has not started: the endpoint counts as up.
     *
     * @param changed is called whenever {@link #health} or {@link #probed} changed
     */
    public EndpointMonitor(
            EventExecutor control,
            Probe probe,
            InstantSource clock,
            Endpoint endpoint,
            Backend config,
            Runnable changed) {
        this.control = control;
        this.probe = probe;
        this.clock = clock;
        this.endpoint = endpoint;
        this.config = config;
        this.changed = changed;
        health = new EndpointHealth(EndpointState.Up, null, null, clock.instant());
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
        if (check != null) {
            RiseFall known = health.check() == null ? null : riseFall;
            riseFall = known == null
                    ? RiseFall.unproven(check.riseOrDefault(), check.fallOrDefault())
                    : known.with(check.riseOrDefault(), check.fallOrDefault());
            probeNow(check);
        } else {
            become(new EndpointHealth(EndpointState.Up, null, null, sinceOf(EndpointState.Up)));
        }
    }

    /** Goes on as {@code newConfig} says; an endpoint keeps its state as long as it is probed. */
    public void update(Backend newConfig) {
        boolean same = Objects.equals(newConfig.healthCheck(), config.healthCheck())
                && newConfig.connectTimeout().equals(config.connectTimeout());
        config = newConfig;
        if (!same) {
            stop();
            start();
        }
    }

    /** Stops probing; a probe under way counts no more. */
    public void stop() {
        epoch++;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void probeNow(HealthCheck check) {
        int startedIn = epoch;
        long started = control.ticker().nanoTime();
        probe.start(target(check), timeout(check), result -> {
            if (startedIn == epoch) {
                probeEnded(check, started, result);
            }
        });
    }

    private InetSocketAddress target(HealthCheck check) {
        Integer port = check.port();
        InetSocketAddress address = endpoint.address();
        return port == null ? address : new InetSocketAddress(address.getAddress(), port);
    }

    private Duration timeout(HealthCheck check) {
        if (check.timeout() != null) {
            return check.timeout();
        }
        Duration interval = check.intervalOrDefault();
        Duration connect = config.connectTimeout();
        return interval.compareTo(connect) < 0 ? interval : connect;
    }

    private void probeEnded(HealthCheck check, long started, @Nullable ProbeResult result) {
        long elapsed = control.ticker().nanoTime() - started;
        long delay = Math.max(0, check.intervalOrDefault().toNanos() - elapsed);
        next = control.schedule(() -> probeNow(check), delay, TimeUnit.NANOSECONDS);
        if (result == null) {
            return;
        }
        RiseFall after = Objects.requireNonNull(riseFall).after(result.success());
        riseFall = after;
        EndpointState state = after.up() ? EndpointState.Up : EndpointState.Down;
        boolean first = !probed;
        probed = true;
        EndpointHealth before = health;
        become(new EndpointHealth(state, result.check(), result.message(), sinceOf(state)));
        if (first && health.equals(before)) {
            changed.run();
        }
    }

    private Instant sinceOf(EndpointState state) {
        return state == health.state() ? health.since() : clock.instant();
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
