package io.fairlead.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.operator.dependent.OwnedObjects;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The control plane: watches load balancers, and makes of each what it asks for. Made once, started once. */
public final class LoadBalancerOperator implements AutoCloseable {

    /** What it is called as an owner of fields, in its Events, and as its lease. */
    public static final String NAME = "fairlead-operator";

    private static final Duration SPACING = Duration.ofMillis(100);
    private static final Duration RETRY_FIRST = Duration.ofMillis(500);
    private static final Duration RETRY_LAST = Duration.ofSeconds(30);
    private static final Duration LAST_RECONCILIATION = Duration.ofSeconds(5);

    private static final String LEASE_LOST = "the lease was lost";

    private final EventRecorder events;
    private final Operator operator;
    private final Controller<GrpcLoadBalancer> controller;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final @Nullable Leadership leadership;

    /**
     * Creates one that works as soon as it is started, alone.
     *
     * @param client reads as {@link ClusterSerialization} does; stays open when the operator is closed
     * @param namespaces where it works; empty: in all
     * @param serverSideApply whether objects are written by server-side apply; {@code false} for API servers that have none
     */
    public LoadBalancerOperator(
            KubernetesClient client, OperatorConfig config, Set<String> namespaces, boolean serverSideApply) {
        this(
                client,
                new OperatorSettings(config, namespaces, serverSideApply, null, OperatorSettings.RECHECK),
                new Metrics() {});
    }

    LoadBalancerOperator(KubernetesClient client, OperatorSettings settings, Metrics metrics) {
        Clock clock = Clock.systemUTC();
        leadership = settings.leadership();
        events = new EventRecorder(client, clock);
        operator = new Operator(overrider -> configure(overrider, client, metrics));
        GrpcLoadBalancerReconciler reconciler = new GrpcLoadBalancerReconciler(
                new OwnedObjects(settings.config(), settings.serverSideApply()),
                new StatusWriter(settings.serverSideApply()),
                events,
                clock,
                settings.recheck());
        controller = (Controller<GrpcLoadBalancer>)
                operator.register(reconciler, overrider -> configure(overrider, settings.namespaces()));
    }

    /** Returns once all that is watched is known. Where another replica leads it goes on to wait for the lease. */
    public void start() {
        operator.start();
    }

    /** Returns what is completed when it cannot go on, with the reason. */
    CompletableFuture<String> ended() {
        return ended;
    }

    /** Returns the load balancers that it knows of. */
    Stream<GrpcLoadBalancer> loadBalancers() {
        return controller.getEventSourceManager().getControllerEventSource().list();
    }

    private void configure(ConfigurationServiceOverrider overrider, KubernetesClient client, Metrics metrics) {
        overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(metrics)
                .withPreviousAnnotationForDependentResources(false)
                .withParseResourceVersions(true)
                .withReconciliationTerminationTimeout(LAST_RECONCILIATION)
                .withInformerStoppedHandler((informer, fault) -> {
                    if (fault != null && informer.hasSynced()) {
                        ended.complete("a watch of %s ended: %s"
                                .formatted(informer.getApiTypeClass().getSimpleName(), fault.getMessage()));
                    }
                });
        if (leadership != null) {
            overrider.withLeaderElectionConfiguration(leadership.configuration(() -> ended.complete(LEASE_LOST)));
        }
    }

    private static void configure(
            ControllerConfigurationOverrider<GrpcLoadBalancer> overrider, Set<String> namespaces) {
        overrider
                .withName("grpcloadbalancer")
                .withFieldManager(NAME)
                .withRateLimiter(new ReconciliationSpacing(SPACING, System::nanoTime))
                .withRetry(new GenericRetry()
                        .setInitialInterval(RETRY_FIRST)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(RETRY_LAST.toMillis())
                        .withoutMaxAttempts());
        if (!namespaces.isEmpty()) {
            overrider.settingNamespaces(namespaces);
        }
    }

    /** Waits for the reconciliations that run, for some seconds, and lets the next replica lead. */
    @Override
    public void close() {
        boolean held = !LEASE_LOST.equals(ended.getNow(""));
        operator.stop();
        events.close();
        if (leadership != null && held) {
            leadership.release(operator.getKubernetesClient());
        }
    }
}
