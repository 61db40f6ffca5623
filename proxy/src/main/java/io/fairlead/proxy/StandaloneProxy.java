package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.accesslog.AccessLog;
import io.fairlead.proxy.accesslog.AccessLogFilter;
import io.fairlead.proxy.admin.AdminServer;
import io.fairlead.proxy.admin.HostPort;
import io.fairlead.proxy.admin.Metrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A proxy as a process runs it: with its access log on standard output and its admin port. */
final class StandaloneProxy implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StandaloneProxy.class);

    private final AccessLog accessLog;
    private final AccessLogFilter accessLogFilter;
    private final Metrics metrics;
    private final AdminServer admin;
    private final Proxy proxy;

    private StandaloneProxy(
            AccessLog accessLog, AccessLogFilter accessLogFilter, Metrics metrics, AdminServer admin, Proxy proxy) {
        this.accessLog = accessLog;
        this.accessLogFilter = accessLogFilter;
        this.metrics = metrics;
        this.admin = admin;
        this.proxy = proxy;
    }

    /**
     * Starts to accept connections, and to serve {@code where}.
     *
     * @throws ConfigRefusedException where the proxy cannot listen as configured
     * @throws IOException with a message for the user, where the admin port cannot be had
     */
    static StandaloneProxy start(GrpcLoadBalancer config, HostPort where) throws ConfigRefusedException, IOException {
        AccessLog accessLog = AccessLog.startOnStandardOutput(ZoneId.systemDefault());
        AccessLogFilter filter = new AccessLogFilter(accessLog);
        filter.configure(config.getSpec().accessLog());
        Metrics metrics = new Metrics((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT, accessLog::dropped);
        Proxy proxy = Proxy.start(config, ProxyEnvironment.ofThisMachine(connection -> {
            metrics.closed(connection);
            filter.closed(connection);
        }));
        try {
            AdminServer admin = AdminServer.start(where, proxy::snapshot, metrics);
            log.atInfo()
                    .setMessage("admin port listens")
                    .addKeyValue("address", admin.address())
                    .log();
            return new StandaloneProxy(accessLog, filter, metrics, admin, proxy);
        } catch (IOException e) {
            proxy.close();
            throw e;
        }
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
        proxy.close();
        admin.close();
        metrics.close();
        accessLog.close();
    }
}
