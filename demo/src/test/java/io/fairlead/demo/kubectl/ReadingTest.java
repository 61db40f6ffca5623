package io.fairlead.demo.kubectl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.demo.testing.Kubectl;
import io.fairlead.demo.testing.Kubectl.Result;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kubectl shows of the embedded API server. */
class ReadingTest {

    private static final String STATUS = """
            {"status": {"backendsReady": "2/3", "readyReplicas": 2, "addresses": [{"type": "Hostname", "value": "echo-lb.shop.svc"}],
             "conditions": [
              {"type": "Programmed", "status": "True", "reason": "Programmed", "message": "", "lastTransitionTime": "2026-01-01T00:00:00Z"},
              {"type": "Ready", "status": "False", "reason": "NoHealthyBackend", "message": "all are down", "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
            """;

    @TempDir
    private static Path home;

    private static KubectlCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new KubectlCluster(home);
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Kubectl withLoadBalancer() throws Exception {
        Kubectl kubectl = cluster.kubectl();
        cluster.client()
                .resource(cluster.client()
                        .getKubernetesSerialization()
                        .unmarshal(Manifests.LOAD_BALANCER, GrpcLoadBalancer.class))
                .inNamespace(kubectl.namespace())
                .create();
        return kubectl;
    }

    private static Kubectl withDeployment() throws Exception {
        Kubectl kubectl = cluster.kubectl();
        kubectl.run("apply", "-f", cluster.file(Manifests.DEPLOYMENT)).succeeded();
        kubectl.run("rollout", "status", "deployment", "echo").succeeded();
        return kubectl;
    }

    @Test
    void kindsAreListed() throws Exception {
        // When
        Result listed = cluster.kubectl().run("api-resources", "--no-headers", "-o", "name");

        // Then
        assertThat(listed.succeeded().lines().sorted())
                .containsExactly(
                        "clusterrolebindings.rbac.authorization.k8s.io",
                        "clusterroles.rbac.authorization.k8s.io",
                        "configmaps",
                        "customresourcedefinitions.apiextensions.k8s.io",
                        "deployments.apps",
                        "endpoints",
                        "endpointslices.discovery.k8s.io",
                        "events",
                        "grpcloadbalancers.fairlead.io",
                        "leases.coordination.k8s.io",
                        "namespaces",
                        "nodes",
                        "poddisruptionbudgets.policy",
                        "pods",
                        "proxyreports.fairlead.io",
                        "replicasets.apps",
                        "rolebindings.rbac.authorization.k8s.io",
                        "roles.rbac.authorization.k8s.io",
                        "secrets",
                        "serviceaccounts",
                        "services");
    }

    @Test
    void aLoadBalancerIsShownInTheColumnsOfItsDefinition() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();
        cluster.client()
                .genericKubernetesResources("fairlead.io/v1alpha1", "GrpcLoadBalancer")
                .inNamespace(kubectl.namespace())
                .withName("echo")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), STATUS);

        // When
        Result narrow = kubectl.run("get", "glb");
        Result wide = kubectl.run("get", "glb", "-o", "wide");

        // Then
        assertThat(words(narrow.succeeded())).isEqualTo("""
                        NAME ADDRESS BACKENDS PROGRAMMED READY REASON AGE
                        echo echo-lb.shop.svc 2/3 True False NoHealthyBackend AGE
                        """);
        assertThat(words(wide.succeeded())).isEqualTo("""
                        NAME ADDRESS BACKENDS PROGRAMMED READY REASON REPLICAS MESSAGE AGE
                        echo echo-lb.shop.svc 2/3 True False NoHealthyBackend 2 all are down AGE
                        """);
    }

    @Test
    void everyNamespaceIsShown() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();

        // When
        Result all = kubectl.run("get", "glb", "-A", "--no-headers");

        // Then
        assertThat(all.succeeded().lines()).anyMatch(line -> line.startsWith(kubectl.namespace() + "   echo"));
    }

    @Test
    void theObjectItselfIsShownAsYaml() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();

        // When
        Result yaml = kubectl.run("get", "glb", "echo", "-o", "yaml");

        // Then
        assertThat(yaml.succeeded())
                .startsWith("apiVersion: fairlead.io/v1alpha1\nkind: GrpcLoadBalancer\n")
                .contains("\n  - maxConnections: 100\n    name: grpc\n    port: 50050\n");
    }

    @Test
    void changesAreShownAsTheyCome() throws Exception {
        // Given
        Kubectl kubectl = cluster.kubectl();
        Process watching = kubectl.start("get", "configmaps", "--watch");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(watching.getInputStream(), UTF_8))) {

            // When
            cluster.client()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withNamespace(kubectl.namespace())
                            .withName("settings")
                            .endMetadata()
                            .addToData("a", "b")
                            .build())
                    .create();

            // Then
            assertThat(words(lines.readLine())).isEqualTo("NAME DATA AGE\n");
            assertThat(words(lines.readLine())).isEqualTo("settings 1 AGE\n");
        } finally {
            watching.destroy();
        }
    }

    @Test
    void aDeploymentAndItsPodsAreShown() throws Exception {
        // Given
        Kubectl kubectl = withDeployment();

        // When
        Result shown = kubectl.run("get", "deployments", "-o", "wide");

        // Then
        assertThat(words(shown.succeeded())).isEqualTo("""
                        NAME READY UP-TO-DATE AVAILABLE AGE CONTAINERS IMAGES SELECTOR
                        echo 2/2 2 2 AGE echo fairlead/echo app=echo
                        """);
    }

    @Test
    void aDeploymentIsDescribedWithItsEvents() throws Exception {
        // When
        Result described = withDeployment().run("describe", "deployment", "echo");

        // Then
        assertThat(described.succeeded())
                .contains("2 desired | 2 updated | 2 total | 2 available | 0 unavailable")
                .contains("NewReplicaSet:   echo-")
                .contains("ScalingReplicaSet");
    }

    @Test
    void aPodIsDescribedWithItsEvents() throws Exception {
        // Given
        Kubectl kubectl = withDeployment();
        Pod pod = cluster.client()
                .pods()
                .inNamespace(kubectl.namespace())
                .list()
                .getItems()
                .getFirst();

        // When
        Result described = kubectl.run("describe", "pod", pod.getMetadata().getName());

        // Then
        assertThat(described.succeeded())
                .containsPattern("Status: +Running")
                .contains("Controlled By:  ReplicaSet/echo-")
                .containsPattern("Image: +fairlead/echo")
                .containsPattern("Normal +Scheduled");
    }

    @Test
    void aLoadBalancerIsDescribed() throws Exception {
        // When
        Result described = withLoadBalancer().run("describe", "glb", "echo");

        // Then
        assertThat(described.succeeded())
                .containsPattern("Kind: +GrpcLoadBalancer")
                .containsPattern("Max Connections: +100")
                .containsPattern("Events: +<none>");
    }

    @Test
    void aConfigMapIsDescribed() throws Exception {
        // Given
        Kubectl kubectl = cluster.kubectl();
        kubectl.run("create", "configmap", "settings", "--from-literal=colour=red")
                .succeeded();

        // When
        Result described = kubectl.run("describe", "configmap", "settings");

        // Then
        assertThat(described.succeeded()).contains("colour:\n----\nred\n");
    }

    @Test
    void aProxyReportIsDescribed() throws Exception {
        // Given
        Kubectl kubectl = cluster.kubectl();
        kubectl.run("apply", "-f", cluster.file("""
                                apiVersion: fairlead.io/v1alpha1
                                kind: ProxyReport
                                metadata: {name: echo-lb-1, labels: {fairlead.io/name: echo}}
                                """)).succeeded();

        // When
        Result described = kubectl.run("describe", "proxyreport", "echo-lb-1");

        // Then
        assertThat(described.succeeded()).containsPattern("Kind: +ProxyReport").contains("fairlead.io/name=echo");
    }

    @Test
    void eventsAreShown() throws Exception {
        // When
        Result events = withDeployment().run("get", "events");

        // Then
        assertThat(events.succeeded())
                .startsWith("LAST SEEN   TYPE")
                .containsPattern("Normal +ScalingReplicaSet +deployment/echo +Scaled up replica set");
    }

    @Test
    void ourFieldsAreExplainedAsTheDefinitionSays() throws Exception {
        // When
        Result explained = cluster.kubectl().run("explain", "glb.spec.listeners");

        // Then
        assertThat(explained.succeeded())
                .contains("Where clients connect.")
                .containsPattern(
                        "port\t<integer> -required-\n +The port to bind, unique among the listeners. Expected: 1-65535.");
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        // When
        Result got = cluster.kubectl().run("get", "glb", "none");

        // Then
        assertThat(got.failed())
                .isEqualTo("Error from server (NotFound): grpcloadbalancers.fairlead.io \"none\" not found\n");
    }

    /** Returns the lines with one space between words, and no ages. */
    private static String words(String table) {
        return table.lines()
                        .map(line -> line.strip().replaceAll(" +", " ").replaceAll(" \\d+[smhd]\\w*( |$)", " AGE$1"))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }
}
