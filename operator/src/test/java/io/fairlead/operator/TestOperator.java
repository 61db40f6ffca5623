package io.fairlead.operator;

import static io.fairlead.operator.testing.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.operator.testing.Rights;
import io.fairlead.operator.testing.RightsGuard;
import io.fairlead.operator.testing.TestCluster;
import io.fairlead.operator.testing.Workloads;
import io.fairlead.operator.testing.WriteLog;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An operator that runs on a cluster in memory, in a test. It fails the test where it did what it has no right to. */
final class TestOperator implements BeforeEachCallback, AfterEachCallback {

    private final TestCluster cluster = TestCluster.start();
    private final Workloads workloads = new Workloads(cluster);
    private final WriteLog log = new WriteLog();
    private final RightsGuard rights = new RightsGuard(Rights.everywhere());
    private final RightsGuard rightsThere = new RightsGuard(Rights.in(NAMESPACE));
    private final KubernetesClient client = cluster.newClient(log, rights, rightsThere);
    private final AtomicInteger reconciliations = new AtomicInteger();
    private final LoadBalancerOperator operator = another(Duration.ofMillis(500));

    @Override
    public void beforeEach(ExtensionContext context) {
        operator.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
        client.close();
        cluster.close();
        assertThat(rights.violations()).isEmpty();
        assertThat(rightsThere.violations()).isEmpty();
    }

    TestCluster cluster() {
        return cluster;
    }

    Workloads workloads() {
        return workloads;
    }

    /** Returns what was written by operators. */
    WriteLog log() {
        return log;
    }

    /** Returns the load balancers that it knows of. */
    Stream<GrpcLoadBalancer> loadBalancers() {
        return operator.loadBalancers();
    }

    /** Ends it before the test does. */
    void stop() {
        operator.close();
    }

    /** Returns one that takes its place, and looks again at what only time changes after {@code recheck}. */
    LoadBalancerOperator another(Duration recheck) {
        return new LoadBalancerOperator(
                client,
                new OperatorSettings(OperatorConfig.EMPTY, Set.of(NAMESPACE), false, null, recheck),
                new Reconciliations());
    }

    /** Creates a load balancer, and plays what its proxies' Deployment calls for; they have not reported. */
    GrpcLoadBalancer createAndRun(GrpcLoadBalancer given) {
        GrpcLoadBalancer resource = cluster.create(given);
        eventually()
                .untilAsserted(() ->
                        assertThat(cluster.owned(Deployment.class, resource)).isNotNull());
        workloads.run(resource);
        return resource;
    }

    /** Creates a load balancer, has its proxies report, and waits until it is ready. */
    GrpcLoadBalancer createReady(GrpcLoadBalancer given) {
        GrpcLoadBalancer resource = createAndRun(given);
        workloads.report(resource);
        awaitCondition(given.getMetadata().getName(), "Ready", "True");
        return resource;
    }

    void awaitPorts(GrpcLoadBalancer resource, Integer... ports) {
        eventually().untilAsserted(() -> {
            Service service = Objects.requireNonNull(cluster.owned(Service.class, resource));
            assertThat(service.getSpec().getPorts())
                    .extracting(ServicePort::getPort)
                    .containsExactly(ports);
        });
    }

    List<Event> readyEvents() {
        return cluster.events().stream()
                .filter(event -> event.getReason().equals("Ready"))
                .toList();
    }

    GrpcLoadBalancerStatus status(String name) {
        return Objects.requireNonNull(cluster.loadBalancer(name)).getStatus();
    }

    @Nullable
    Condition condition(String name, String type) {
        return find(status(name), type);
    }

    static @Nullable Condition find(@Nullable GrpcLoadBalancerStatus status, String type) {
        List<Condition> conditions = status == null || status.conditions() == null ? List.of() : status.conditions();
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElse(null);
    }

    void awaitCondition(String name, String type, String expected) {
        eventually()
                .untilAsserted(
                        () -> assertThat(condition(name, type)).isNotNull().returns(expected, Condition::getStatus));
    }

    void awaitReconciliations(int more) {
        int before = reconciliations.get();
        eventually().until(() -> reconciliations.get() >= before + more);
    }

    static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    /** Returns one that has a listener for each port, named for it. */
    static GrpcLoadBalancer loadBalancer(String name, int... ports) {
        List<Listener> listeners = Arrays.stream(ports)
                .mapToObj(port -> ListenerBuilder.builder()
                        .name("port-" + port)
                        .port(port)
                        .build())
                .toList();
        Backend backend = BackendBuilder.builder()
                .name("echo")
                .servers(List.of(ServerBuilder.builder()
                        .name("srv1")
                        .address("10.0.0.1")
                        .port(50051)
                        .build()))
                .build();
        GrpcLoadBalancer resource = new GrpcLoadBalancer();
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace(NAMESPACE);
        resource.setSpec(GrpcLoadBalancerSpecBuilder.builder()
                .listeners(listeners)
                .backends(List.of(backend))
                .build());
        return resource;
    }

    private final class Reconciliations implements Metrics {

        @Override
        public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
            T result = execution.execute();
            reconciliations.incrementAndGet();
            return result;
        }
    }
}
