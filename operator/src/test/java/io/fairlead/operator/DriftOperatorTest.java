package io.fairlead.operator;

import static io.fairlead.operator.TestOperator.eventually;
import static io.fairlead.operator.TestOperator.loadBalancer;
import static io.fairlead.operator.testing.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.operator.testing.TestCluster;
import io.fairlead.operator.testing.WriteLog;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does where others change what it owns, and where nobody does. */
class DriftOperatorTest {

    @RegisterExtension
    private final TestOperator operator = new TestOperator();

    private final TestCluster cluster = operator.cluster();
    private final WriteLog log = operator.log();

    @Test
    void driftIsPutRightAtOnce() {
        // Given
        operator.stop();
        try (LoadBalancerOperator unhurried = operator.another(Duration.ofHours(1))) {
            unhurried.start();
            GrpcLoadBalancer resource = operator.createReady(loadBalancer("echo", 50050));

            // When
            cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .withName("echo-lb")
                    .edit(deployment -> {
                        deployment.getSpec().setReplicas(9);
                        return deployment;
                    });
            cluster.client()
                    .services()
                    .inNamespace(NAMESPACE)
                    .withName("echo-lb")
                    .edit(service -> {
                        service.getSpec().getPorts().getFirst().setPort(1);
                        return service;
                    });
            cluster.client()
                    .configMaps()
                    .inNamespace(NAMESPACE)
                    .withName("echo-lb")
                    .edit(configMap -> {
                        configMap.getMetadata().getLabels().remove(ManagedNames.NAME_LABEL);
                        return configMap;
                    });
            cluster.client()
                    .rbac()
                    .roles()
                    .inNamespace(NAMESPACE)
                    .withName("echo-lb")
                    .delete();

            // Then
            operator.awaitPorts(resource, 50050);
            eventually().untilAsserted(() -> {
                assertThat(Objects.requireNonNull(cluster.owned(Deployment.class, resource))
                                .getSpec()
                                .getReplicas())
                        .isEqualTo(2);
                assertThat(Objects.requireNonNull(cluster.owned(ConfigMap.class, resource))
                                .getMetadata()
                                .getLabels())
                        .containsEntry(ManagedNames.NAME_LABEL, "echo");
                assertThat(cluster.owned(Role.class, resource)).isNotNull();
            });
        }
    }

    @Test
    void portThatCollidesWithTheOneSomebodyMadeOfItTakesItsPlace() {
        // Given
        GrpcLoadBalancer resource = operator.createReady(loadBalancer("echo", 50050));
        cluster.refuseToReplaceOnce("/api/v1/namespaces/shop/services/echo-lb", 422, "duplicate port name");
        log.clear();

        // When
        cluster.client()
                .services()
                .inNamespace(NAMESPACE)
                .withName("echo-lb")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"spec": {"ports": [{"name": "port-50050", "port": 1, "protocol": "TCP", "targetPort": 50050}]}}
                """);

        // Then
        operator.awaitPorts(resource, 50050);
        assertThat(log.writes())
                .containsSubsequence(
                        "PUT /api/v1/namespaces/shop/services/echo-lb",
                        "PATCH /api/v1/namespaces/shop/services/echo-lb");
    }

    @Test
    void anotherLookAtWhatIsAsItShouldBeWritesNothing() {
        // Given
        operator.createReady(loadBalancer("echo", 50050));
        eventually().untilAsserted(() -> assertThat(operator.readyEvents()).isNotEmpty());
        operator.awaitReconciliations(3);
        log.clear();

        // When
        operator.awaitReconciliations(3);

        // Then
        assertThat(log.writes()).isEmpty();
    }
}
