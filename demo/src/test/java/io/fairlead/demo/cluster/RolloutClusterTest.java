package io.fairlead.demo.cluster;

import static io.fairlead.demo.cluster.TestLoadBalancer.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A rolling restart of the proxies, where a change of endpoints takes two seconds to have its effect. */
@OnCluster
@Execution(ExecutionMode.CONCURRENT)
class RolloutClusterTest {

    private final Cluster cluster;
    private final TestNamespace namespace;

    RolloutClusterTest(Cluster cluster, TestNamespace namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    @BeforeAll
    void createBackends() {
        namespace.createEcho();
        cluster.forwarding().delay(namespace.name(), Duration.ofSeconds(2));
    }

    @Test
    void losesNoCallWhereTheDrainDelayIsLongerThanThat() throws Exception {
        // Given
        TestLoadBalancer balancer = namespace.createLoadBalancer("lossless", "echo", "5s", 2);

        // When
        Calls calls = restartUnderLoad(balancer);

        // Then
        assertThat(calls.failures()).isEmpty();
        assertThat(calls.answered()).isGreaterThan(100);
    }

    @Test
    void losesCallsWithoutADrainDelay() throws Exception {
        // Given
        TestLoadBalancer balancer = namespace.createLoadBalancer("lossy", "echo", "0s", 2);

        // When
        Calls calls = restartUnderLoad(balancer);

        // Then
        assertThat(calls.failures()).isNotEmpty();
    }

    /** Returns the calls that were made until no proxy is left of those that were there before. */
    private Calls restartUnderLoad(TestLoadBalancer balancer) throws Exception {
        balancer.awaitReady("2/2");
        Set<String> before = uids(balancer);
        await().ignoreExceptions().until(() -> balancer.call(TestNamespace.PORT) != null);
        try (Calls calls = Calls.to(namespace.address(balancer.owned(), TestNamespace.PORT))) {
            namespace
                    .kubectl()
                    .run("rollout", "restart", "deployment/" + balancer.owned())
                    .succeeded();
            await().untilAsserted(() -> assertThat(namespace.pods("fairlead.io/name", balancer.name()))
                    .hasSize(2)
                    .extracting(pod -> pod.getMetadata().getUid())
                    .doesNotContainAnyElementsOf(before));
            balancer.awaitReady("2/2");
            return calls;
        }
    }

    private static Set<String> uids(TestLoadBalancer balancer) {
        return balancer.proxies().stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }
}
