package io.fairlead.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A name that someone else has. Nobody tells the operator when it is free again: it looks every half minute. */
@OnCluster
class NameConflictClusterTest {

    private final Cluster cluster;
    private final TestNamespace namespace;

    NameConflictClusterTest(Cluster cluster, TestNamespace namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    @BeforeAll
    void createBackends() {
        namespace.createEcho();
    }

    @Test
    void anObjectOfSomeoneElseIsNeitherTakenNorTouched() {
        // Given
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: taken-lb}
                data: {mine: "yes"}
                """);
        ConfigMap before = takenConfigMap();

        // When
        TestLoadBalancer balancer = namespace.createLoadBalancer("taken", "echo", "1s", 1);

        // Then
        Condition accepted = balancer.awaitCondition("Accepted", "False", "NameConflict");
        assertThat(accepted.getMessage()).contains("ConfigMap").contains("taken-lb");
        balancer.awaitCondition("Stalled", "True", "NameConflict");
        balancer.awaitEvent("Warning", "NameConflict");
        assertThat(balancer.objects()).hasSize(1);
        assertThat(takenConfigMap()).isEqualTo(before);

        cluster.client().resource(before).delete();
        balancer.awaitReady("2/2");
    }

    private ConfigMap takenConfigMap() {
        return cluster.client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName("taken-lb")
                .require();
    }
}
