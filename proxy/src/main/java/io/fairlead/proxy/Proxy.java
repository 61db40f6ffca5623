package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.Drain;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.builder.DrainBuilder;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.discovery.DnsLookup;
import io.fairlead.proxy.discovery.NameLookup;
import io.fairlead.proxy.health.Monitoring;
import io.fairlead.proxy.health.Probes;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.Refusal;
import io.fairlead.proxy.tcp.SessionContext;
import io.fairlead.proxy.tcp.SessionRegistry;
import io.fairlead.proxy.transport.EpollOnlyOptions;
import io.fairlead.proxy.transport.RelayStats;
import io.fairlead.proxy.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The data plane: it runs one {@link GrpcLoadBalancer}, and another one in its place without dropping a connection.
 *
 * <p>Configuration, discovery and probes run on one control thread; connections on the event loops, which read what the control thread
 * published. Its methods may be called on any thread but those.
 */
public final class Proxy implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Proxy.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(10);
    private static final Drain NOTHING_TO_DRAIN =
            DrainBuilder.builder().delay(Duration.ZERO).timeout(Duration.ZERO).build();

    private final Transport transport;
    private final EventLoopGroup controlGroup;
    private final EventLoop control;
    private final EventLoopGroup workers;
    private final RandomGenerator random;
    private final SessionRegistry sessions = new SessionRegistry();
    private final ProxyListeners listeners;
    private final ProxyBackends backends;

    /** Written on the control thread, as is {@link #phase}. */
    private volatile ConfigHistory history = ConfigHistory.NONE;

    private volatile Phase phase = Phase.WAITING;

    private volatile Runnable changed = () -> {};

    private enum Phase {
        WAITING("starting: no configuration yet"),
        STARTING("starting: not every server has been probed yet"),
        READY(null),
        DRAINING("draining");

        private final @Nullable String notReady;

        Phase(@Nullable String notReady) {
            this.notReady = notReady;
        }
    }

    private final RelayStats relayStats = new RelayStats();

    private Proxy(ProxyEnvironment environment) {
        transport = environment.transport();
        random = environment.random();
        controlGroup = environment.transport().newEventLoops(1, "fairlead-control");
        control = controlGroup.next();
        workers = environment.transport().newEventLoops(environment.workers(), "fairlead-worker", relayStats);
        Monitoring monitoring = new Monitoring(
                control, Probes.on(environment.transport(), control), environment.clock(), environment.random());
        NameLookup lookup = new DnsLookup(environment.transport(), control, environment.dnsServers());
        SessionShutdown shutdown = new SessionShutdown(sessions);
        backends = new ProxyBackends(backend -> new BackendSupervisor(
                monitoring, lookup, environment.services(), shutdown, backend, this::backendsChanged));
        listeners = new ProxyListeners(
                new SessionContext(
                        environment.transport(),
                        environment.clock(),
                        sessions,
                        environment.random(),
                        relayStats,
                        environment.connections(),
                        environment.rpcs()),
                workers,
                environment.bindAddress());
    }

    /** Starts a proxy that listens nowhere, and is not ready, before {@link #apply}. */
    public static Proxy start(ProxyEnvironment environment) {
        return new Proxy(environment);
    }

    /**
     * Runs {@code config}, which is valid, from now on; it accepts connections when this returns. Established connections go on under the
     * timeouts that they began with.
     *
     * @throws ConfigRefusedException where it cannot listen as configured, or is stopping; the old configuration, if any, goes on
     */
    public void apply(GrpcLoadBalancer config) throws ConfigRefusedException {
        ConfigRefusedException refusal = CompletableFuture.supplyAsync(
                        () -> listeners.released(config.getSpec()), control)
                .thenCompose(released -> released)
                .thenApplyAsync(released -> applyOnControl(config), control)
                .join();
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Notes that a newer configuration could not be read, so that the status tells; the old one, if any, goes on. */
    public void refused(Refusal refusal) {
        note(known -> known.refused(refusal));
    }

    /** Notes that the configuration that runs is the one to run, so that a refusal of another one is over. */
    public void confirmed() {
        note(ConfigHistory::confirmed);
    }

    private void note(UnaryOperator<ConfigHistory> update) {
        control.execute(() -> {
            history = update.apply(history);
            changed.run();
        });
    }

    /** Has {@code listener} called whenever a {@link #snapshot} may show something else; on the control thread, so it must not wait. */
    public void onChange(Runnable listener) {
        changed = listener;
    }

    /** Returns what is known of the proxy at this moment. */
    public ProxySnapshot snapshot() {
        ConfigHistory known = history;
        return new ProxySnapshot(
                known.running(),
                phase.notReady,
                known.refusal(),
                known.reloads(),
                known.refusals(),
                listeners.snapshots(),
                backends.pools(),
                relayStats);
    }

    /**
     * Begins to stop as the configuration's {@code drain} says; completes when no connection is left and nothing listens any more.
     * {@link #close} is still to be called.
     */
    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        control.execute(() -> {
            phase = Phase.DRAINING;
            new GracefulStop(control, drain(), listeners, sessions, random, done).begin();
        });
        return done;
    }

    /** Ends at once: closes all sockets, and waits until the event loops are gone. A second call does nothing. */
    @Override
    public void close() {
        if (control.isShuttingDown()) {
            return;
        }
        control.submit(() -> {
                    listeners.closeAtOnce();
                    backends.stop();
                    sessions.endAll();
                })
                .awaitUninterruptibly();
        Stream.of(workers, controlGroup)
                .map(group -> group.shutdownGracefully(0, 10, TimeUnit.SECONDS))
                .toList()
                .forEach(Future::awaitUninterruptibly);
    }

    /** Who has sent no clients here yet need not learn that it ends. */
    private Drain drain() {
        GrpcLoadBalancer running = history.running();
        return running == null ? NOTHING_TO_DRAIN : running.getSpec().drainOrDefault();
    }

    private @Nullable ConfigRefusedException applyOnControl(GrpcLoadBalancer config) {
        if (phase == Phase.DRAINING) {
            return new ConfigRefusedException("the proxy is stopping (expected: no other configuration)");
        }
        ProxyBackends.Change change = backends.prepare(config);
        try {
            ProxyListeners.Binding binding = listeners.bind(config.getSpec(), change::pool);
            change.use();
            binding.use();
        } catch (ConfigRefusedException e) {
            history = history.refused(config, new Refusal(ConfigVersion.of(config), e.reason()));
            changed.run();
            return e;
        }
        history = history.applied(config);
        logWithoutEffect(config.getSpec());
        if (phase == Phase.WAITING) {
            phase = Phase.STARTING;
            control.schedule(this::ready, LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
            readyIfSettled();
        } else {
            logApplied(config.getMetadata().getGeneration());
        }
        changed.run();
        return null;
    }

    private void logWithoutEffect(GrpcLoadBalancerSpec spec) {
        if (transport != Transport.EPOLL) {
            for (String field : EpollOnlyOptions.in(spec)) {
                log.atWarn()
                        .setMessage("no effect without epoll")
                        .addKeyValue("field", field)
                        .log();
            }
        }
    }

    private static void logApplied(@Nullable Long generation) {
        LoggingEventBuilder event = log.atInfo().setMessage("configuration applied");
        (generation == null ? event : event.addKeyValue("generation", generation)).log();
    }

    private void backendsChanged() {
        readyIfSettled();
        changed.run();
    }

    private void readyIfSettled() {
        if (phase == Phase.STARTING && backends.settled()) {
            ready();
        }
    }

    private void ready() {
        if (phase == Phase.STARTING) {
            phase = Phase.READY;
            log.atInfo().setMessage("ready").log();
        }
    }
}
