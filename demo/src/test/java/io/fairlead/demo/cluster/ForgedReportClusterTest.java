package io.fairlead.demo.cluster;

import static io.fairlead.demo.cluster.TestLoadBalancer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports that say that all is down, and are not to be believed. */
@OnCluster
class ForgedReportClusterTest {

    /** The operator looks at a report within less than a second. */
    private static final Duration LOOKED_AT = Duration.ofSeconds(4);

    private final Cluster cluster;
    private final TestNamespace namespace;
    private final TestLoadBalancer balancer;

    ForgedReportClusterTest(Cluster cluster, TestNamespace namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        balancer = namespace.loadBalancer("honest");
    }

    @BeforeAll
    void create() {
        namespace.createEcho();
        namespace.createLoadBalancer("honest", "echo", "1s", 2);
        balancer.awaitReady("2/2");
        awaitSettled();
    }

    private void awaitSettled() {
        await().untilAsserted(() -> {
            assertThat(balancer.endpoints())
                    .allSatisfy(endpoint -> assertThat(endpoint.seenBy()).isEqualTo(2));
            assertThat(verdicts(balancer.status())).noneMatch(verdict -> verdict.startsWith("Reconciling"));
        });
    }

    @Test
    void aReportOfAPodThatIsNoProxyChangesNothing() {
        // Given
        GrpcLoadBalancerStatus before = balancer.status();
        Pod backend = namespace.pods("app", "echo").getFirst();

        // When
        forge(cluster.client(), backend.getMetadata().getName(), backend);

        // Then
        assertStays(before);
    }

    @Test
    void aReportThatIsNotNamedAsItsOwnerChangesNothing() {
        // Given
        GrpcLoadBalancerStatus before = balancer.status();

        // When
        forge(cluster.client(), "other", balancer.proxies().getFirst());

        // Then
        assertStays(before);
    }

    @Test
    void aProxyCannotSpeakForAnotherPod() {
        // Given
        GrpcLoadBalancerStatus before = balancer.status();
        Pod backend = namespace.pods("app", "echo").getLast();

        // When
        try (KubernetesClient proxy = proxyClient()) {
            forge(proxy, backend.getMetadata().getName(), backend);
        }

        // Then
        assertStays(before);
    }

    @Test
    void aReportOfAGenerationThatIsNotThereYetDoesNotCount() throws IOException {
        // Given
        GrpcLoadBalancerStatus before = balancer.status();
        String name = balancer.proxies().getFirst().getMetadata().getName();

        // When
        try (KubernetesClient proxy = proxyClient()) {
            lie(proxy, name, balancer.get().getMetadata().getGeneration() + 10);
        }

        // Then
        staying().untilAsserted(() -> {
            assertThat(balancer.status().observedGeneration()).isEqualTo(before.observedGeneration());
            assertThat(balancer.status().backendsReady()).isEqualTo("2/2");
            assertThat(verdicts(balancer.status())).isEqualTo(verdicts(before));
            assertThat(balancer.endpoints())
                    .hasSize(2)
                    .allSatisfy(endpoint -> assertThat(endpoint.state()).isEqualTo(EndpointState.Up));
        });

        // A proxy that has something to tell writes its own report over it.
        balancer.replace("/spec/backends/0/healthCheck/interval", "600ms");
        balancer.awaitCondition("Programmed", "True", "Programmed");
        awaitSettled();
    }

    /** Waits for as long as it takes the operator to look at a report, and no longer than until a proxy writes its own anew. */
    private static ConditionFactory staying() {
        return await().during(LOOKED_AT).atMost(LOOKED_AT.multipliedBy(3));
    }

    private static List<String> verdicts(GrpcLoadBalancerStatus status) {
        return Objects.requireNonNull(status.conditions(), "conditions").stream()
                .map(condition -> condition.getType() + "=" + condition.getStatus() + " " + condition.getReason())
                .toList();
    }

    private void assertStays(GrpcLoadBalancerStatus before) {
        staying().untilAsserted(() -> assertThat(balancer.status()).isEqualTo(before));
    }

    /** Returns a client that has the rights of the proxies. */
    private KubernetesClient proxyClient() {
        String token = cluster.client()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName(balancer.owned())
                .tokenRequest()
                .getStatus()
                .getToken();
        Config admin = cluster.client().getConfiguration();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(admin.getMasterUrl())
                .withCaCertData(admin.getCaCertData())
                .withOauthToken(token)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Writes a report of that name, owned by that pod. */
    private void forge(KubernetesClient client, String name, Pod owner) {
        ProxyReport report = report(name);
        report.getMetadata()
                .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName(owner.getMetadata().getName())
                        .withUid(owner.getMetadata().getUid())
                        .build()));
        client.resource(report).create();
        lie(client, name, balancer.get().getMetadata().getGeneration());
    }

    private ProxyReport report(String name) {
        ProxyReport report = new ProxyReport();
        report.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace.name())
                .addToLabels("fairlead.io/name", "honest")
                .build());
        return report;
    }

    private void lie(KubernetesClient client, String name, long generation) {
        client.resource(report(name)).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {
                          "uid": "%s", "observedGeneration": %d, "renewTime": "2099-01-01T00:00:00Z",
                          "refusedGeneration": %d, "refusal": "forged",
                          "backends": [{"name": "echo", "healthy": 0, "total": 1, "endpoints": [
                            {"address": "192.0.2.1", "port": 1, "state": "Down", "check": "L4CON"}]}]}}
                        """.formatted(
                        balancer.get().getMetadata().getUid(), generation, generation));
    }
}
