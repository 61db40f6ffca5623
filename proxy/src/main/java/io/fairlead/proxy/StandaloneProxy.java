package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.accesslog.AccessLog;
import io.fairlead.proxy.accesslog.AccessLogFilter;
import io.fairlead.proxy.admin.AdminServer;
import io.fairlead.proxy.admin.HostPort;
import io.fairlead.proxy.admin.Metrics;
import io.fairlead.proxy.admin.ProxySnapshot;
import io.fairlead.proxy.discovery.Services;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A proxy as a process runs it: with its access log on standard output and its admin port. */
final class StandaloneProxy implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StandaloneProxy.class);

    private final AccessLogFilter accessLogFilter;
    private final Proxy proxy;

    /** What is to be closed, in this order. */
    private final Deque<Runnable> open;

    private StandaloneProxy(AccessLogFilter accessLogFilter, Proxy proxy, Deque<Runnable> open) {
        this.accessLogFilter = accessLogFilter;
        this.proxy = proxy;
        this.open = open;
    }

    /**
     * Starts to accept connections, and to serve {@code where}.
     *
     * @param services the Services that backends may name; {@code null} where there is no cluster
     * @throws ConfigRefusedException where the proxy cannot listen as configured; nothing is left running
     * @throws IOException with a message for the user, where the admin port cannot be had; nothing is left running
     */
    static StandaloneProxy start(GrpcLoadBalancer config, HostPort where, @Nullable Services services)
            throws ConfigRefusedException, IOException {
        Deque<Runnable> open = new ArrayDeque<>();
        try {
            return start(config, where, services, open);
        } catch (ConfigRefusedException | IOException | RuntimeException e) {
            open.forEach(Runnable::run);
            throw e;
        }
    }

    /** The admin port comes first: who cannot have it has taken no connection yet. */
    private static StandaloneProxy start(
            GrpcLoadBalancer config, HostPort where, @Nullable Services services, Deque<Runnable> open)
            throws ConfigRefusedException, IOException {
        AccessLog accessLog = AccessLog.startOnStandardOutput(ZoneId.systemDefault());
        open.push(accessLog::close);
        AccessLogFilter filter = new AccessLogFilter(accessLog);
        filter.configure(config.getSpec().accessLog());
        Metrics metrics = new Metrics((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT, accessLog::dropped);
        open.push(metrics::close);
        AtomicReference<@Nullable Proxy> running = new AtomicReference<>();
        AdminServer admin = AdminServer.start(where, () -> snapshot(running.get()), metrics);
        open.push(admin::close);
        Proxy proxy = Proxy.start(config, ProxyEnvironment.ofThisMachine(services, connection -> {
            metrics.closed(connection);
            filter.closed(connection);
        }));
        open.push(proxy::close);
        running.set(proxy);
        log.atInfo()
                .setMessage("admin port listens")
                .addKeyValue("address", admin.address())
                .log();
        return new StandaloneProxy(filter, proxy, open);
    }

    private static @Nullable ProxySnapshot snapshot(@Nullable Proxy proxy) {
        return proxy == null ? null : proxy.snapshot();
    }

    void reload(GrpcLoadBalancer config) throws ConfigRefusedException {
        proxy.reload(config);
        accessLogFilter.configure(config.getSpec().accessLog());
    }

    /** Notes that a newer configuration could not be read. */
    void refused(String reason) {
        proxy.refused(reason);
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
