package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.proxy.backend.Endpoint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Probes one endpoint again and again, as one configuration says: each time an interval after the start of the probe before, or at
 * once where that took longer. Which interval it is follows from the endpoint's state; chance makes it longer or shorter by up to
 * {@code spread} percent. The first one is a random part of itself, so that endpoints that were found at one moment, and are probed at
 * once, are not probed at one moment ever after; without {@code spread} chance has no say. All is called on the control thread.
 *
 * <p>A probe may be up to a hundredth of its interval late, 10 ms at most, so that those of many endpoints go out together: a thread that is woken for
 * each of a thousand a second takes a quarter more of a core.
 */
final class ProbeLoop {

    private static final long LONGEST_GRAIN = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int GRAINS = 100;

    private final Monitoring shared;
    private final Owner owner;
    private final HealthCheck check;
    private final Probe probe;
    private final InetSocketAddress target;
    private final Duration timeout;
    private long startedNanos;
    private long dueNanos;
    private @Nullable Future<?> next;
    private boolean first = true;
    private boolean hurried;
    private boolean stopped;

    /** Creates a loop that has not started. */
    ProbeLoop(Monitoring shared, Endpoint endpoint, Backend config, HealthCheck check, Owner owner) {
        this.shared = shared;
        this.owner = owner;
        this.check = check;
        probe = shared.probes().of(config, check);
        target = target(endpoint.address(), check);
        timeout = timeout(config, check);
    }

    /** Whose loop it is. */
    interface Owner {

        /** Is given the outcome of each probe, as {@link Probe#start} has it. */
        void probeEnded(@Nullable ProbeResult result);

        /** Returns the endpoint's state after what was told last. */
        RiseFall state();
    }

    private static InetSocketAddress target(InetSocketAddress server, HealthCheck check) {
        Integer port = check.port();
        return port == null ? server : new InetSocketAddress(server.getAddress(), port);
    }

    private static Duration timeout(Backend config, HealthCheck check) {
        if (check.timeout() != null) {
            return check.timeout();
        }
        Duration interval = check.intervalOrDefault();
        Duration connect = config.connectTimeout();
        return interval.compareTo(connect) < 0 ? interval : connect;
    }

    /** Starts the first probe. */
    void start() {
        next = null;
        startedNanos = now();
        probe.start(target, timeout, this::ended);
    }

    /** Stops; a probe under way counts no more. */
    void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    /** Makes the interval that runs, or follows the probe under way, the fast one, as if it began now; where none is configured it changes nothing. */
    void hurry() {
        if (check.fastInterval() == null) {
            return;
        }
        hurried = true;
        if (next != null) {
            long sooner = now() + spread(interval()) - dueNanos;
            if (sooner < 0) {
                next.cancel(false);
                schedule(dueNanos + sooner);
            }
            hurried = false;
        }
    }

    private void ended(@Nullable ProbeResult result) {
        if (stopped) {
            return;
        }
        owner.probeEnded(result);
        if (!stopped) {
            schedule(startedNanos + (first ? part(interval()) : spread(interval())));
            first = false;
            hurried = false;
        }
    }

    private void schedule(long due) {
        dueNanos = due;
        long grain = Math.min(LONGEST_GRAIN, interval().toNanos() / GRAINS);
        long late = Math.floorMod(-due, Math.max(1, grain));
        next = shared.control().schedule(this::start, Math.max(0, due + late - now()), TimeUnit.NANOSECONDS);
    }

    /** HAProxy's choice. */
    private Duration interval() {
        RiseFall state = owner.state();
        if (state.fullyUp() && !hurried) {
            return check.intervalOrDefault();
        }
        return state.fullyDown() ? check.downIntervalOrDefault() : check.fastIntervalOrDefault();
    }

    private long spread(Duration interval) {
        double most = interval.toNanos() / 100.0 * check.spreadOrDefault();
        return interval.toNanos() + (long) (most * (2 * shared.random().nextDouble() - 1));
    }

    private long part(Duration interval) {
        return check.spreadOrDefault() == 0
                ? interval.toNanos()
                : (long) (interval.toNanos() * shared.random().nextDouble());
    }

    private long now() {
        return shared.control().ticker().nanoTime();
    }
}
