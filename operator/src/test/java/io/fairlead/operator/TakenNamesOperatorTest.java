package io.fairlead.operator;

import static io.fairlead.operator.TestOperator.eventually;
import static io.fairlead.operator.TestOperator.loadBalancer;
import static io.fairlead.operator.testing.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.operator.testing.TestCluster;
import io.fairlead.operator.testing.WriteLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator that finds a name taken which it needs, on a cluster in memory. */
class TakenNamesOperatorTest {

    private static final List<Class<? extends HasMetadata>> OWNED = List.of(
            Service.class, ConfigMap.class, Deployment.class, ServiceAccount.class, Role.class, RoleBinding.class);

    @RegisterExtension
    private final TestOperator operator = new TestOperator();

    private final TestCluster cluster = operator.cluster();
    private final WriteLog log = operator.log();

    @Test
    void nothingIsWrittenWhereOneOfTheNamesIsTaken() {
        // Given
        createForeign("echo-lb", Map.of());

        // When
        cluster.create(loadBalancer("echo", 50050));

        // Then
        operator.awaitCondition("echo", "Accepted", "False");
        operator.awaitReconciliations(3);
        assertThat(operator.condition("echo", "Accepted"))
                .returns("NameConflict", Condition::getReason)
                .extracting(Condition::getMessage)
                .asString()
                .contains("ConfigMap shop/echo-lb");
        assertThat(log.writes().stream().filter(write -> !write.contains("/events")))
                .allMatch(write -> write.endsWith("/status"));
    }

    @Test
    void anotherOwnersObjectWithTheLabelIsNotTouchedEither() {
        // Given
        ConfigMap foreign = createForeign("echo-lb", Map.of(ManagedNames.NAME_LABEL, "echo"));

        // When
        GrpcLoadBalancer resource = cluster.create(loadBalancer("echo", 50050));

        // Then
        operator.awaitCondition("echo", "Accepted", "False");
        operator.awaitReconciliations(3);
        assertThat(cluster.owned(ConfigMap.class, resource)).isEqualTo(foreign);
    }

    @Test
    void nameConflictEndsWithItsCause() {
        // Given
        ConfigMap foreign = createForeign("echo-lb", Map.of());
        GrpcLoadBalancer resource = cluster.create(loadBalancer("echo", 50050));
        operator.awaitCondition("echo", "Accepted", "False");

        // When
        cluster.client().resource(foreign).delete();

        // Then
        operator.awaitCondition("echo", "Accepted", "True");
        eventually()
                .untilAsserted(() ->
                        assertThat(cluster.owned(Deployment.class, resource)).isNotNull());
    }

    @Test
    void whatADeletedOneOfTheSameNameLeftBehindIsWaitedFor() {
        // Given
        recreate(operator.createReady(loadBalancer("echo", 50050)));

        // When
        operator.awaitCondition("echo", "Reconciling", "True");
        operator.awaitReconciliations(3);

        // Then
        assertThat(operator.condition("echo", "Accepted"))
                .returns("Unknown", Condition::getStatus)
                .returns("Pending", Condition::getReason)
                .extracting(Condition::getMessage)
                .asString()
                .contains("that was deleted: ", "Deployment shop/echo-lb");
        assertThat(operator.condition("echo", "Stalled")).isNull();
        assertThat(log.writes().stream().filter(write -> !write.contains("/events")))
                .isNotEmpty()
                .allMatch(write -> write.endsWith("/status"));
        assertThat(cluster.events()).noneMatch(event -> event.getType().equals("Warning"));
    }

    @Test
    void loadBalancerComesUpOnceWhatWasLeftBehindIsGone() {
        // Given
        GrpcLoadBalancer resource = recreate(operator.createReady(loadBalancer("echo", 50050)));
        operator.awaitCondition("echo", "Reconciling", "True");

        // When
        collectLeftovers(resource);

        // Then
        operator.awaitCondition("echo", "Accepted", "True");
        eventually()
                .untilAsserted(() -> assertThat(cluster.owned(Deployment.class, resource))
                        .extracting(owned -> owned.getMetadata().getOwnerReferences())
                        .asInstanceOf(InstanceOfAssertFactories.list(OwnerReference.class))
                        .extracting(OwnerReference::getUid)
                        .containsExactly(resource.getMetadata().getUid()));
    }

    @Test
    void leftoverWithoutItsLabelIsSeenToGoSoonerThanAConflict() {
        // Given
        operator.stop();
        ConfigMap left = createForeign("echo-lb", Map.of());
        left = cluster.client()
                .resource(left)
                .edit(found -> new ConfigMapBuilder(found)
                        .editMetadata()
                        .addNewOwnerReference()
                        .withApiVersion("fairlead.io/v1alpha1")
                        .withKind("GrpcLoadBalancer")
                        .withName("echo")
                        .withUid("gone")
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .build());
        try (LoadBalancerOperator unhurried = operator.another(Duration.ofHours(1))) {
            unhurried.start();
            cluster.create(loadBalancer("echo", 50050));
            operator.awaitCondition("echo", "Reconciling", "True");

            // When
            cluster.client().resource(left).delete();

            // Then
            operator.awaitCondition("echo", "Accepted", "True");
        }
    }

    /** Deletes {@code resource}, whose objects stay, and creates another of its name. */
    private GrpcLoadBalancer recreate(GrpcLoadBalancer resource) {
        eventually().untilAsserted(() -> assertThat(operator.readyEvents()).isNotEmpty());
        cluster.client().resource(resource).delete();
        eventually().untilAsserted(() -> assertThat(operator.loadBalancers()).isEmpty());
        log.clear();
        return cluster.create(loadBalancer(resource.getMetadata().getName(), 50050));
    }

    /** Does what Kubernetes does when the owner is gone, for all but pods. */
    private void collectLeftovers(GrpcLoadBalancer resource) {
        OWNED.forEach(type -> cluster.client()
                .resource(Objects.requireNonNull(cluster.owned(type, resource)))
                .delete());
    }

    private ConfigMap createForeign(String name, Map<String, String> labels) {
        return cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .withLabels(labels)
                        .endMetadata()
                        .addToData("key", "value")
                        .build())
                .create();
    }
}
