package io.fairlead.operator;

import static io.fairlead.operator.TestOperator.eventually;
import static io.fairlead.operator.TestOperator.loadBalancer;
import static io.fairlead.operator.testing.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.operator.testing.TestCluster;
import io.fairlead.operator.testing.Workloads;
import io.fairlead.operator.testing.WriteLog;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator tells of load balancers, and what it does where the API server refuses, on a cluster in memory. */
class OperatorVerdictsTest {

    @RegisterExtension
    private final TestOperator operator = new TestOperator();

    private final TestCluster cluster = operator.cluster();
    private final Workloads workloads = operator.workloads();
    private final WriteLog log = operator.log();

    @Test
    void conditionThatSomeoneElseAddsIsLeftAlone() {
        // Given
        operator.createReady(loadBalancer("echo", 50050));
        eventually().untilAsserted(() -> assertThat(operator.readyEvents()).isNotEmpty());
        operator.awaitReconciliations(3);
        log.clear();

        // When
        addCondition("echo", "example.com/Gate");

        // Then
        eventually()
                .until(() -> operator.loadBalancers()
                        .anyMatch(known -> TestOperator.find(known.getStatus(), "example.com/Gate") != null));
        operator.awaitReconciliations(3);
        assertThat(log.writes()).isEmpty();
        assertThat(operator.condition("echo", "example.com/Gate")).isNotNull();
    }

    @Test
    void whatTheApiServerRefusesIsToldInItsWordsAndTriedAgain() {
        // Given
        cluster.refuseToCreate("/apis/apps/v1/namespaces/shop/deployments", 403, "exceeded quota: pods");

        // When
        GrpcLoadBalancer resource = cluster.create(loadBalancer("echo", 50050));

        // Then
        operator.awaitCondition("echo", "Accepted", "False");
        assertThat(operator.condition("echo", "Accepted"))
                .returns("Rejected", Condition::getReason)
                .extracting(Condition::getMessage)
                .asString()
                .contains("exceeded quota: pods");
        cluster.refuseNothing();
        operator.awaitCondition("echo", "Accepted", "True");
        assertThat(cluster.owned(Deployment.class, resource)).isNotNull();
    }

    @Test
    void whatTheApiServerFailsToDoIsTriedAgain() {
        // Given
        cluster.refuseToCreate("/api/v1/namespaces/shop/configmaps", 500, "etcdserver: leader changed");
        GrpcLoadBalancer resource = cluster.create(loadBalancer("echo", 50050));
        eventually().until(() -> log.writes().contains("POST /api/v1/namespaces/shop/configmaps"));

        // When
        cluster.refuseNothing();

        // Then
        eventually()
                .untilAsserted(() ->
                        assertThat(cluster.owned(Deployment.class, resource)).isNotNull());
        operator.awaitCondition("echo", "Accepted", "True");
    }

    @Test
    void eventsThatCannotBeWrittenDisturbNothing() {
        // Given
        cluster.refuseToCreate("/api/v1/namespaces/shop/events", 403, "events is forbidden");

        // When
        operator.createReady(loadBalancer("echo", 50050));

        // Then
        assertThat(cluster.events()).isEmpty();
    }

    @Test
    void whatHappensIsToldAsEventsOfTheLoadBalancer() {
        // Given
        GrpcLoadBalancer resource = operator.createAndRun(loadBalancer("echo", 50050));

        // When
        workloads.report(resource);

        // Then
        eventually()
                .untilAsserted(() -> assertThat(cluster.events())
                        .filteredOn(event -> event.getInvolvedObject()
                                .getUid()
                                .equals(resource.getMetadata().getUid()))
                        .extracting(Event::getReason)
                        .contains("Accepted", "Programmed", "Ready"));
    }

    @Test
    void whatHappensAgainIsTheSameEventWithAHigherCount() {
        // Given
        GrpcLoadBalancer resource = operator.createReady(loadBalancer("echo", 50050));
        Pod pod = workloads.pods(resource).getFirst();
        eventually().untilAsserted(() -> assertThat(operator.readyEvents()).hasSize(1));

        // When
        workloads.pods(resource).forEach(running -> setReady(running, "False"));
        operator.awaitCondition("echo", "Ready", "False");
        setReady(pod, "True");
        operator.awaitCondition("echo", "Ready", "True");

        // Then
        eventually()
                .untilAsserted(
                        () -> assertThat(operator.readyEvents()).singleElement().returns(2, Event::getCount));
    }

    private void setReady(Pod pod, String ready) {
        String name = pod.getMetadata().getName();
        cluster.client().pods().inNamespace(NAMESPACE).withName(name).editStatus(current -> {
            current.getStatus().getConditions().getFirst().setStatus(ready);
            return current;
        });
    }

    private void addCondition(String name, String type) {
        Condition added = new ConditionBuilder()
                .withType(type)
                .withStatus("False")
                .withReason("Closed")
                .withMessage("somebody else's")
                .withLastTransitionTime("2026-11-24T12:00:00Z")
                .build();
        cluster.client()
                .resources(GrpcLoadBalancer.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .editStatus(resource -> {
                    Objects.requireNonNull(resource.getStatus().conditions()).add(added);
                    return resource;
                });
    }
}
