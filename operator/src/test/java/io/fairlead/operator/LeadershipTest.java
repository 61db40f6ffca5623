package io.fairlead.operator;

import static io.fairlead.operator.testing.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.operator.testing.TestCluster;
import io.fairlead.operator.testing.WriteLog;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replicas of the operator on one lease. */
class LeadershipTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestCluster cluster = TestCluster.start();
    private final KubernetesClient client = cluster.newClient(new WriteLog());

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void standbyStartsAndLeadsWhenTheLeaderIsClosed() {
        // Given
        LoadBalancerOperator leader = operator("first");
        leader.start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> "first".equals(holder()));
        LoadBalancerOperator standby = operator("second");
        standby.start();
        assertThat(holder()).isEqualTo("first");

        // When
        leader.close();

        // Then
        await().atMost(PATIENCE).ignoreExceptions().until(() -> "second".equals(holder()));
        standby.close();
    }

    @Test
    void replicaWhoseLeaseAnotherTookEnds() {
        // Given
        LoadBalancerOperator operator = operator("first");
        operator.start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> "first".equals(holder()));

        // When
        client.leases().inNamespace(NAMESPACE).withName("fairlead-operator").edit(lease -> {
            lease.getSpec().setHolderIdentity("second");
            return lease;
        });

        // Then
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(operator.ended()).isCompletedWithValue("the lease was lost"));
        operator.close();
        assertThat(holder()).isEqualTo("second");
    }

    private LoadBalancerOperator operator(String identity) {
        Leadership leadership = new Leadership(NAMESPACE, identity);
        return new LoadBalancerOperator(
                client,
                new OperatorSettings(
                        OperatorConfig.EMPTY, Set.of(NAMESPACE), false, leadership, OperatorSettings.RECHECK),
                new Metrics() {});
    }

    private String holder() {
        return client.leases()
                .inNamespace(NAMESPACE)
                .withName("fairlead-operator")
                .get()
                .getSpec()
                .getHolderIdentity();
    }
}
