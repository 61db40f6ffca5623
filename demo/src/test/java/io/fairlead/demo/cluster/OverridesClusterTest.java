package io.fairlead.demo.cluster;

import static io.fairlead.demo.cluster.TestLoadBalancer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.api.v1alpha1.EndpointState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Endpoints of a Service that their user has a hand in. */
@OnCluster
class OverridesClusterTest {

    private static final String OVERRIDES = "/spec/backends/0/overrides";

    private final TestNamespace namespace;

    OverridesClusterTest(TestNamespace namespace) {
        this.namespace = namespace;
    }

    @BeforeAll
    void createBackends() {
        namespace.createEcho();
    }

    @Test
    void aPodThatDrainsGetsNoConnectionsUntilItIsReadyAgain() throws Exception {
        // Given
        TestLoadBalancer balancer = namespace.createLoadBalancer("overrides", "echo", "1s", 1);
        balancer.awaitReady("2/2");
        Pod drained = namespace.pods("app", "echo").getFirst();
        String name = drained.getMetadata().getName();

        // When
        balancer.add(OVERRIDES, List.of(Map.of("pod", name, "state", "Drain")));

        // Then
        balancer.awaitReady("1/2");
        assertThat(balancer.endpoint(drained.getStatus().getPodIP()).state()).isEqualTo(EndpointState.Drain);
        assertThat(Stream.generate(() -> balancer.call(TestNamespace.PORT)).limit(10))
                .doesNotContain(name);

        balancer.remove(OVERRIDES);
        balancer.awaitReady("2/2");
        await().until(() -> balancer.call(TestNamespace.PORT).equals(name));
    }
}
