package io.fairlead.demo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.operator.ClusterSerialization;
import io.fairlead.operator.LoadBalancerOperator;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.kubernetes.Follower;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The project's own clients of an API server. */
class ClientsTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String LOAD_BALANCERS = "/apis/fairlead.io/v1alpha1/namespaces/default/grpcloadbalancers";
    private static final String LOAD_BALANCER = """
            metadata: {name: echo}
            spec:
              listeners: [{name: grpc, port: 50050}]
              backends: [{name: echo, service: {name: echo, port: grpc}}]
            """;

    private RawClient raw;

    @BeforeEach
    void start() throws IOException {
        raw = RawClient.start();
        raw.createDefinitions();
    }

    @AfterEach
    void close() {
        raw.close();
    }

    @Test
    void theOperatorMakesWhatALoadBalancerAsksFor() {
        // Given
        KubernetesClient client = raw.api().client(ClusterSerialization.create());
        try (LoadBalancerOperator operator = new LoadBalancerOperator(client, OperatorConfig.EMPTY, Set.of(), false)) {
            operator.start();

            // When
            raw.post(LOAD_BALANCERS, LOAD_BALANCER);

            // Then
            Deployment deployment = await().atMost(LONGEST)
                    .until(
                            () -> client.apps()
                                    .deployments()
                                    .inNamespace("default")
                                    .withName("echo-lb")
                                    .get(),
                            found -> found != null);
            assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
            assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThat(loadBalancer(client).getStatus())
                            .satisfies(status -> assertThat(status.conditions()).anySatisfy(condition -> {
                                assertThat(condition.getType()).isEqualTo("Accepted");
                                assertThat(condition.getStatus()).isEqualTo("True");
                                assertThat(condition.getObservedGeneration()).isEqualTo(1);
                            })));
        }
    }

    @Test
    void theOperatorComesToRest() throws InterruptedException {
        // Given
        KubernetesClient client = raw.api().client(ClusterSerialization.create());
        try (LoadBalancerOperator operator = new LoadBalancerOperator(client, OperatorConfig.EMPTY, Set.of(), false)) {
            operator.start();

            // When
            raw.post(LOAD_BALANCERS, LOAD_BALANCER);

            // Then
            AtomicReference<String> version = new AtomicReference<>("");
            await().atMost(LONGEST)
                    .during(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        String now = raw.get("/api/v1/namespaces")
                                .body()
                                .at("/metadata/resourceVersion")
                                .asText();
                        return now.equals(version.getAndSet(now));
                    });
            assertThat(loadBalancer(client).getStatus()).isNotNull();
        }
    }

    private static GrpcLoadBalancer loadBalancer(KubernetesClient client) {
        return client.resources(GrpcLoadBalancer.class)
                .inNamespace("default")
                .withName("echo")
                .get();
    }

    @Test
    void aProxyFollowsItsConfiguration() {
        // Given
        AtomicReference<List<ConfigMap>> seen = new AtomicReference<>(List.of());
        try (Cluster cluster = Cluster.of(Config.fromKubeconfig(raw.api().kubeconfig()))) {
            Follower<ConfigMap> follower = cluster.follow(
                    cluster.client().configMaps().inNamespace("default").withField("metadata.name", "config"),
                    "the configuration",
                    seen::set);
            put("config", "1");
            put("other", "1");
            await().atMost(LONGEST).untilAsserted(() -> assertThat(seen.get()).hasSize(1));

            // When
            put("config", "2");

            // Then
            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThat(seen.get())
                            .singleElement()
                            .satisfies(
                                    configMap -> assertThat(configMap.getData()).containsEntry("a", "2")));
            follower.stop();
        }
    }

    private void put(String name, String value) {
        raw.api()
                .client()
                .configMaps()
                .inNamespace("default")
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData("a", value)
                        .build())
                .createOr(existing -> existing.update());
    }
}
