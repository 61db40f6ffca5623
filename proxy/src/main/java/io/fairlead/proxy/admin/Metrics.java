package io.fairlead.proxy.admin;

import io.fairlead.api.v1alpha1.RpcMetrics;
import io.fairlead.proxy.rpc.RpcCollector;
import io.fairlead.proxy.rpc.RpcCounters;
import io.fairlead.proxy.rpc.RpcListener;
import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.tcp.ConnectionListener;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.function.LongSupplier;

/** The proxy's metrics, as Prometheus reads them. Any thread may use it; a scrape shows one snapshot. */
public final class Metrics implements ConnectionListener, RpcListener, AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final ConnectionCounters closed = new ConnectionCounters(registry);
    private final RpcCounters rpcs = new RpcCounters();

    private final LongSupplier accessLogDropped;

    /** Guarded by this. */
    private final SnapshotMeters snapshotMeters = new SnapshotMeters(registry);

    /**
     * Creates the metrics of the process.
     *
     * @param allocator where the data path takes its buffers from
     * @param accessLogDropped how many lines of the access log were lost
     */
    public Metrics(ByteBufAllocatorMetricProvider allocator, LongSupplier accessLogDropped) {
        this.accessLogDropped = accessLogDropped;
        FunctionCounter.builder("fairlead.access.log.dropped", this, it -> it.accessLogDropped.getAsLong())
                .description("Lines of the access log that were lost.")
                .register(registry);
        registry.getPrometheusRegistry().register(new RpcCollector(rpcs));
        new NettyAllocatorMetrics(allocator).bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Has those methods of RPCs counted by themselves from now on that {@code config} says. */
    public void configure(RpcMetrics config) {
        rpcs.configure(config);
    }

    @Override
    public void closed(ConnectionRecord connection) {
        closed.closed(connection);
    }

    @Override
    public void ended(RpcRecord rpc) {
        rpcs.ended(rpc);
    }

    /**
     * Returns all metrics.
     *
     * @param snapshot what the proxy does
     */
    synchronized String scrape(ProxySnapshot snapshot, ScrapeFormat format) {
        snapshotMeters.update(snapshot);
        closed.update(snapshot);
        rpcs.update(snapshot);
        return registry.scrape(format.contentType());
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
