package io.fairlead.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.operator.testing.Rights;
import io.fairlead.operator.testing.RightsGuard;
import io.fairlead.operator.testing.TestCluster;
import io.fairlead.operator.testing.Workloads;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator is allowed to do in each of the ways that it is installed, against what it does in a load balancer's life. */
class OperatorRightsTest {

    private static final List<Class<? extends HasMetadata>> OWNED = List.of(
            ConfigMap.class, Deployment.class, Service.class, ServiceAccount.class, Role.class, RoleBinding.class);

    private static final Leadership LEADERSHIP = new Leadership(Rights.OPERATORS_NAMESPACE, "operator");

    private final TestCluster cluster = TestCluster.start();
    private final Workloads workloads = new Workloads(cluster);

    @AfterEach
    void stop() {
        cluster.close();
    }

    static Stream<Arguments> installations() {
        return Stream.of(
                Arguments.of(Set.of(), Rights.everywhere()),
                Arguments.of(Set.of(TestCluster.NAMESPACE), Rights.in(TestCluster.NAMESPACE)));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void theOperatorHasTheRightsThatItNeedsAndNoOthers(Set<String> namespaces, Rights rights) {
        // Given
        RightsGuard guard = new RightsGuard(rights);

        // When
        List<PolicyRule> granted = live(namespaces, guard);

        // Then
        assertThat(guard.violations()).isEmpty();
        assertThat(rights.missingFor(granted, TestCluster.NAMESPACE)).isEmpty();
        assertThat(guard.spared(granted)).isEmpty();
    }

    /** Lets a load balancer be made, changed, disturbed, and be in the way of others; returns what its proxies are given. */
    private List<PolicyRule> live(Set<String> namespaces, RightsGuard guard) {
        try (KubernetesClient client = cluster.newClient(guard);
                LoadBalancerOperator operator = new LoadBalancerOperator(
                        client,
                        new OperatorSettings(
                                OperatorConfig.EMPTY, namespaces, false, LEADERSHIP, Duration.ofMillis(500)),
                        new Metrics() {})) {
            operator.start();
            GrpcLoadBalancer resource = cluster.create(loadBalancer("echo"));
            eventually().until(() -> cluster.owned(Deployment.class, resource) != null);
            workloads.run(resource);
            workloads.report(resource);
            awaitReady("True");
            List<PolicyRule> granted =
                    Objects.requireNonNull(cluster.owned(Role.class, resource)).getRules();
            disturb(resource);
            return granted;
        }
    }

    /** Takes each owned object out of the operator's sight, and has a name taken that it needs. */
    private void disturb(GrpcLoadBalancer resource) {
        for (Class<? extends HasMetadata> type : OWNED) {
            relabel(type, Objects.requireNonNull(cluster.owned(type, resource)));
            eventually().until(() -> isLabelled(cluster.owned(type, resource)));
        }
        setReady(resource, "False");
        awaitReady("False");
        setReady(resource, "True");
        awaitReady("True");
        eventually()
                .until(() ->
                        cluster.events().stream().anyMatch(event -> event.getCount() != null && event.getCount() > 1));
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("other-lb")
                        .withNamespace(TestCluster.NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        cluster.create(loadBalancer("other"));
        eventually().until(() -> condition("other", "Accepted").equals("False"));
    }

    private <R extends HasMetadata> void relabel(Class<R> type, HasMetadata owned) {
        cluster.client()
                .resources(type)
                .inNamespace(TestCluster.NAMESPACE)
                .withName(owned.getMetadata().getName())
                .edit(object -> {
                    object.getMetadata().getLabels().remove(ManagedNames.NAME_LABEL);
                    return object;
                });
    }

    private static boolean isLabelled(@Nullable HasMetadata object) {
        return object != null && object.getMetadata().getLabels().containsKey(ManagedNames.NAME_LABEL);
    }

    private void setReady(GrpcLoadBalancer resource, String ready) {
        workloads
                .pods(resource)
                .forEach(pod -> cluster.client().pods().resource(pod).editStatus(current -> {
                    current.getStatus().getConditions().getFirst().setStatus(ready);
                    return current;
                }));
    }

    private void awaitReady(String expected) {
        eventually().until(() -> condition("echo", "Ready").equals(expected));
    }

    private String condition(String name, String type) {
        return Objects.requireNonNull(Objects.requireNonNull(cluster.loadBalancer(name))
                        .getStatus()
                        .conditions())
                .stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private static GrpcLoadBalancer loadBalancer(String name) {
        GrpcLoadBalancer resource = new GrpcLoadBalancer();
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace(TestCluster.NAMESPACE);
        resource.setSpec(GrpcLoadBalancerSpecBuilder.builder()
                .listeners(List.of(
                        ListenerBuilder.builder().name("grpc").port(50050).build()))
                .backends(List.of(BackendBuilder.builder()
                        .name("echo")
                        .servers(List.of(ServerBuilder.builder()
                                .name("srv1")
                                .address("10.0.0.1")
                                .port(50051)
                                .build()))
                        .build()))
                .build());
        return resource;
    }
}
