package io.fairlead.operator.http;

import io.fabric8.kubernetes.api.model.Condition;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operator's metrics, as Prometheus reads them. Any thread may use it. */
public final class OperatorMetrics implements Metrics, AutoCloseable {

    private static final String UNKNOWN = "Unknown";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    /** Creates the metrics of the process. */
    public OperatorMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** What a scrape is answered with. */
    record Scrape(String contentType, String text) {}

    /** Returns where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Counts {@code loadBalancers} by what their condition Ready says, at each scrape. */
    public void observe(Supplier<Stream<GrpcLoadBalancer>> loadBalancers) {
        for (String ready : List.of("True", "False", UNKNOWN)) {
            Gauge.builder(
                            "fairlead.operator.loadbalancers",
                            loadBalancers,
                            known -> known.get()
                                    .filter(resource -> ready(resource).equals(ready))
                                    .count())
                    .description("Load balancers, by the status of their condition Ready.")
                    .tag("ready", ready)
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** A reconciliation whose objects the API server refused has no fault: the load balancer's status tells of it. */
    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Timer.Sample sample = Timer.start(registry);
        String outcome = "failure";
        try {
            T result = execution.execute();
            outcome = "success";
            return result;
        } finally {
            sample.stop(Timer.builder("fairlead.operator.reconciliations")
                    .description("Reconciliations, and how long they took. One that failed is tried again.")
                    .tag("outcome", outcome)
                    .register(registry));
        }
    }

    Scrape scrape(@Nullable String accept) {
        String contentType = accept != null && accept.contains("application/openmetrics-text")
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
        return new Scrape(contentType, registry.scrape(contentType));
    }

    private static String ready(GrpcLoadBalancer resource) {
        GrpcLoadBalancerStatus status = resource.getStatus();
        List<Condition> conditions = status == null || status.conditions() == null ? List.of() : status.conditions();
        return conditions.stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(Condition::getStatus)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(UNKNOWN);
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
