package io.fairlead.demo.cluster;

import static io.fairlead.demo.cluster.TestLoadBalancer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** deploy/samples/echo.yaml, from the first look at it to its end. Each test leaves it as it was. */
@OnCluster
class SampleClusterTest {

    private static final int PORT = 50050;

    private final TestNamespace namespace;
    private final TestLoadBalancer echo;

    SampleClusterTest(TestNamespace namespace) {
        this.namespace = namespace;
        echo = namespace.loadBalancer("echo");
    }

    @BeforeAll
    void applySample() throws Exception {
        namespace.applySample("echo.yaml");
        echo.awaitReady("3/3");
    }

    @Test
    void allObjectsAreThereAndBelongToIt() {
        // When
        List<HasMetadata> objects = echo.objects();

        // Then
        assertThat(objects)
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder(
                        "ConfigMap", "Deployment", "Service", "ServiceAccount", "Role", "RoleBinding");
        assertThat(objects)
                .flatExtracting(object -> object.getMetadata().getOwnerReferences())
                .extracting(OwnerReference.class::cast)
                .hasSize(6)
                .allSatisfy(owner -> assertThat(owner.getUid())
                        .isEqualTo(echo.get().getMetadata().getUid()));
    }

    @Test
    void callsThroughTheClusterIpReachThreeBackends() {
        // Given
        Set<String> answered = new HashSet<>();

        // When
        for (int call = 0; call < 12; call++) {
            answered.add(echo.call(PORT));
        }

        // Then
        assertThat(answered).containsExactlyInAnyOrderElementsOf(backends());
    }

    private List<String> backends() {
        return namespace.pods("app", "echo").stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    @Test
    void backendsAreScaledToFiveAndBack() throws Exception {
        // When
        namespace.kubectl().run("scale", "deployment/echo", "--replicas=5").succeeded();

        // Then
        echo.awaitReady("5/5");
        Set<String> answered = new HashSet<>();
        await().untilAsserted(() -> {
            answered.add(echo.call(PORT));
            assertThat(answered).containsAll(backends()).hasSize(5);
        });

        namespace.kubectl().run("scale", "deployment/echo", "--replicas=3").succeeded();
        echo.awaitReady("3/3");
    }

    @Test
    void proxiesAreScaledToFiveAndBackThroughTheScaleSubresource() throws Exception {
        // When
        namespace.kubectl().run("scale", "glb/echo", "--replicas=5").succeeded();

        // Then
        await().untilAsserted(() -> {
            assertThat(echo.status().replicas()).isEqualTo(5);
            assertThat(echo.status().readyReplicas()).isEqualTo(5);
            assertThat(echo.proxies()).hasSize(5);
            assertThat(echo.endpoints())
                    .hasSize(3)
                    .allSatisfy(endpoint -> assertThat(endpoint.upOn()).isEqualTo(5));
        });
        echo.awaitReady("3/3");

        namespace.kubectl().run("scale", "glb/echo", "--replicas=2").succeeded();
        await().untilAsserted(() -> {
            assertThat(echo.status().replicas()).isEqualTo(2);
            assertThat(echo.reports()).hasSize(2);
        });
        echo.awaitReady("3/3");
    }
}
