package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.cli.HostPort;
import io.fairlead.proxy.accesslog.AccessLog;
import io.fairlead.proxy.accesslog.AccessLogFilter;
import io.fairlead.proxy.admin.AdminServer;
import io.fairlead.proxy.admin.Metrics;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.discovery.Services;
import io.fairlead.proxy.rpc.RpcListener;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.Refusal;
import io.fairlead.proxy.tcp.ConnectionListener;
import io.fairlead.proxy.transport.BindAddress;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A proxy as a process runs it: with its access log on standard output and its admin port. */
final class StandaloneProxy implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StandaloneProxy.class);

    private final AccessLogFilter accessLogFilter;
    private final Metrics metrics;
    private final Proxy proxy;
    private final InetSocketAddress adminAddress;

    /** What is to be closed, in this order. */
    private final Deque<Runnable> open;

    private StandaloneProxy(
            AccessLogFilter accessLogFilter,
            Metrics metrics,
            Proxy proxy,
            InetSocketAddress adminAddress,
            Deque<Runnable> open) {
        this.accessLogFilter = accessLogFilter;
        this.metrics = metrics;
        this.proxy = proxy;
        this.adminAddress = adminAddress;
        this.open = open;
    }

    /**
     * Starts to serve {@code where}; it listens nowhere else before {@link #apply}.
     *
     * @param bindAddress what the admin port and listeners bind, where they are of all addresses
     * @param services the Services that backends may name; {@code null} where there is no cluster
     * @throws IOException with a message for the user, where the admin port cannot be had; nothing is left running
     */
    static StandaloneProxy start(HostPort where, BindAddress bindAddress, @Nullable Services services)
            throws IOException {
        Deque<Runnable> open = new ArrayDeque<>();
        try {
            return start(where, bindAddress, services, open);
        } catch (IOException | RuntimeException e) {
            open.forEach(Runnable::run);
            throw e;
        }
    }

    private static StandaloneProxy start(
            HostPort where, BindAddress bindAddress, @Nullable Services services, Deque<Runnable> open)
            throws IOException {
        AccessLog accessLog = AccessLog.startOnStandardOutput(ZoneId.systemDefault());
        open.push(accessLog::close);
        AccessLogFilter filter = new AccessLogFilter(accessLog, accessLog);
        Metrics metrics = new Metrics((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT, accessLog::dropped);
        open.push(metrics::close);
        ConnectionListener connections = connection -> {
            metrics.closed(connection);
            filter.closed(connection);
        };
        RpcListener rpcs = rpc -> {
            metrics.ended(rpc);
            filter.ended(rpc);
        };
        Proxy proxy = Proxy.start(ProxyEnvironment.ofThisMachine(services, bindAddress, connections, rpcs));
        open.push(proxy::close);
        AdminServer admin = AdminServer.start(where, bindAddress, proxy::snapshot, metrics);
        open.push(admin::close);
        return new StandaloneProxy(filter, metrics, proxy, admin.address(), open);
    }

    /** Logs where the admin port listens: who asked for any port learns which. */
    void announce() {
        log.atInfo()
                .setMessage("admin port listens")
                .addKeyValue("address", adminAddress)
                .log();
    }

    /**
     * Runs {@code config}, as {@link Proxy#apply} does. Before the first one there is no connection of which something else could be logged or
     * counted.
     */
    void apply(GrpcLoadBalancer config) throws ConfigRefusedException {
        if (snapshot().config() == null) {
            configureObservers(config.getSpec());
        }
        proxy.apply(config);
        configureObservers(config.getSpec());
    }

    private void configureObservers(GrpcLoadBalancerSpec spec) {
        accessLogFilter.configure(spec.accessLog());
        metrics.configure(spec.metricsOrDefault());
    }

    /** Notes that a newer configuration could not be read. */
    void refused(Refusal refusal) {
        proxy.refused(refusal);
    }

    /** Notes that the configuration that runs is the one to run. */
    void confirmed() {
        proxy.confirmed();
    }

    /** Returns which configuration runs; {@code null} before the first one, and where it does not say. */
    @Nullable
    ConfigVersion version() {
        GrpcLoadBalancer running = snapshot().config();
        return running == null ? null : ConfigVersion.of(running);
    }

    /** Returns the port that it serves, which is never 0. */
    int adminPort() {
        return adminAddress.getPort();
    }

    ProxySnapshot snapshot() {
        return proxy.snapshot();
    }

    /** Has {@code listener} called as {@link Proxy#onChange} does. */
    void onChange(Runnable listener) {
        proxy.onChange(listener);
    }

    /** Begins to stop as the configuration says; completes when no connection is left. */
    CompletableFuture<Void> stop() {
        return proxy.stop();
    }

    /** Ends at once. */
    @Override
    public void close() {
        open.forEach(Runnable::run);
    }
}
