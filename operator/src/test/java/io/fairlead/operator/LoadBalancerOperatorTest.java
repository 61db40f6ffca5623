package io.fairlead.operator;

import static io.fairlead.operator.TestOperator.eventually;
import static io.fairlead.operator.TestOperator.loadBalancer;
import static io.fairlead.operator.testing.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.operator.testing.TestCluster;
import io.fairlead.operator.testing.Workloads;
import io.fairlead.operator.testing.WriteLog;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator makes of load balancers on a cluster in memory. */
class LoadBalancerOperatorTest {

    private static final List<Class<? extends HasMetadata>> OWNED =
            List.of(ConfigMap.class, Deployment.class, ServiceAccount.class, Role.class, RoleBinding.class);

    @RegisterExtension
    private final TestOperator operator = new TestOperator();

    private final TestCluster cluster = operator.cluster();
    private final Workloads workloads = operator.workloads();
    private final WriteLog log = operator.log();

    @Test
    void readyIsUnknownBeforeAnythingElseIsWritten() {
        // Given
        GrpcLoadBalancer given = loadBalancer("echo", 50050);

        // When
        GrpcLoadBalancer resource = cluster.create(given);

        // Then
        eventually()
                .untilAsserted(() ->
                        assertThat(cluster.owned(Deployment.class, resource)).isNotNull());
        assertThat(log.writes().getFirst())
                .isEqualTo("PUT /apis/fairlead.io/v1alpha1/namespaces/shop/grpcloadbalancers/echo/status");
    }

    @Test
    void ownedObjectsAppearAndGoWithTheirOwner() {
        // Given
        GrpcLoadBalancer given = loadBalancer("echo", 50050);

        // When
        GrpcLoadBalancer resource = cluster.create(given);

        // Then
        for (Class<? extends HasMetadata> type : OWNED) {
            eventually().untilAsserted(() -> {
                HasMetadata owned = Objects.requireNonNull(cluster.owned(type, resource));
                assertThat(owned.getMetadata().getOwnerReferences())
                        .extracting(OwnerReference::getUid, OwnerReference::getController)
                        .containsExactly(tuple(resource.getMetadata().getUid(), true));
            });
        }
    }

    @Test
    void serviceAppearsAndAllIsReadyOnceTheProxiesReport() {
        // Given
        GrpcLoadBalancer resource = operator.createAndRun(loadBalancer("echo", 50050));
        assertThat(cluster.owned(Service.class, resource)).isNull();

        // When
        workloads.report(resource);

        // Then
        operator.awaitPorts(resource, 50050);
        operator.awaitCondition("echo", "Ready", "True");
        assertThat(operator.status("echo").backendsReady()).isEqualTo("1/1");
    }

    @Test
    void portIsGainedOnceItIsProgrammedAndLostAtOnce() {
        // Given
        GrpcLoadBalancer resource = operator.createReady(loadBalancer("echo", 50050, 50051));

        // When
        GrpcLoadBalancer changed =
                edit("echo", loadBalancer("echo", 50051, 50052).getSpec());

        // Then
        operator.awaitPorts(resource, 50051);
        workloads.report(changed);
        operator.awaitPorts(resource, 50051, 50052);
    }

    @Test
    void serviceLosesAPortBeforeTheProxiesLearnOfIt() {
        // Given
        GrpcLoadBalancer resource = operator.createReady(loadBalancer("echo", 50050, 50051));
        log.clear();

        // When
        edit("echo", loadBalancer("echo", 50051).getSpec());

        // Then
        eventually().untilAsserted(() -> assertThat(config(resource)).doesNotContain("50050"));
        assertThat(log.writes())
                .filteredOn(write -> write.endsWith("/services/echo-lb") || write.endsWith("/configmaps/echo-lb"))
                .startsWith(
                        "PUT /api/v1/namespaces/shop/services/echo-lb",
                        "PUT /api/v1/namespaces/shop/configmaps/echo-lb");
    }

    @Test
    void changeReachesTheProxiesInTheirConfigMapAndTheSpecIsLeftAlone() {
        // Given
        GrpcLoadBalancer resource = operator.createReady(loadBalancer("echo", 50050));

        // When
        GrpcLoadBalancer changed = edit("echo", loadBalancer("echo", 50060).getSpec());

        // Then
        eventually()
                .untilAsserted(() -> assertThat(config(resource))
                        .contains("generation: " + changed.getMetadata().getGeneration(), "port: 50060"));
        operator.awaitCondition("echo", "Programmed", "False");
        assertThat(Objects.requireNonNull(cluster.loadBalancer("echo")).getSpec())
                .isEqualTo(changed.getSpec());
    }

    @Test
    void whatOnlyANewerCrdKnowsReachesTheProxiesToo() {
        // Given
        String given = """
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo, namespace: shop}
                spec:
                  listeners: [{name: grpc, port: 50050, novelty: {of: [1, 2]}}]
                  backends: [{name: echo, balance: {algorithm: Newest}, service: {name: echo, port: 1}}]
                  another: 1.50
                """;

        // When
        cluster.create(given);

        // Then
        eventually()
                .untilAsserted(() -> assertThat(config(loadBalancer("echo", 50050)))
                        .contains(
                                "novelty:\n      of:\n      - 1\n      - 2\n",
                                "algorithm: \"Newest\"",
                                "another: 1.5"));
    }

    @Test
    void deletedLoadBalancerIsForgotten() {
        // Given
        GrpcLoadBalancer resource = operator.createReady(loadBalancer("echo", 50050));
        cluster.client().resource(resource).delete();
        eventually().untilAsserted(() -> assertThat(operator.loadBalancers()).isEmpty());
        log.clear();

        // When
        cluster.client()
                .rbac()
                .roles()
                .inNamespace(NAMESPACE)
                .withName("echo-lb")
                .delete();
        cluster.create(loadBalancer("other", 50050));
        operator.awaitCondition("other", "Accepted", "True");

        // Then
        assertThat(log.writes()).noneMatch(write -> write.contains("echo"));
    }

    private GrpcLoadBalancer edit(String name, GrpcLoadBalancerSpec spec) {
        return cluster.client()
                .resources(GrpcLoadBalancer.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .edit(resource -> {
                    resource.setSpec(spec);
                    return resource;
                });
    }

    private String config(GrpcLoadBalancer resource) {
        ConfigMap configMap = Objects.requireNonNull(cluster.owned(ConfigMap.class, resource));
        return configMap.getData().getOrDefault(ManagedNames.CONFIG_KEY, "");
    }
}
