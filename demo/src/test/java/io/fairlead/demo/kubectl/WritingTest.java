package io.fairlead.demo.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.fairlead.demo.testing.Kubectl;
import io.fairlead.demo.testing.Kubectl.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kubectl writes to the embedded API server, with its checks as they are by default. */
class WritingTest {

    private static final String ALGORITHM = "-o=jsonpath={.spec.backends[0].balance.algorithm}";

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
        return with(Manifests.LOAD_BALANCER);
    }

    private static Kubectl with(String manifest) throws Exception {
        Kubectl kubectl = cluster.kubectl();
        kubectl.run("apply", "-f", cluster.file(manifest)).succeeded();
        return kubectl;
    }

    @Test
    void whatIsAppliedIsCreated() throws Exception {
        // Given
        String file = cluster.file(Manifests.LOAD_BALANCER + "---\n" + Manifests.DEPLOYMENT);

        // When
        Result applied = cluster.kubectl().run("apply", "-f", file);

        // Then
        assertThat(applied.succeeded())
                .isEqualTo("grpcloadbalancer.fairlead.io/echo created\ndeployment.apps/echo created\n");
    }

    @Test
    void whatIsAppliedAgainIsUnchanged() throws Exception {
        // Given
        String file = cluster.file(Manifests.LOAD_BALANCER + "---\n" + Manifests.DEPLOYMENT);
        Kubectl kubectl = cluster.kubectl();
        kubectl.run("apply", "-f", file).succeeded();

        // When
        Result applied = kubectl.run("apply", "-f", file);

        // Then
        assertThat(applied.succeeded())
                .isEqualTo("grpcloadbalancer.fairlead.io/echo unchanged\ndeployment.apps/echo unchanged\n");
    }

    @Test
    void aFieldThatIsNoLongerAppliedIsRemoved() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();
        String file = cluster.file(Manifests.LOAD_BALANCER.replace(", maxConnections: 100", ""));

        // When
        Result applied = kubectl.run("apply", "-f", file);

        // Then
        assertThat(applied.succeeded()).isEqualTo("grpcloadbalancer.fairlead.io/echo configured\n");
        assertThat(kubectl.run("get", "glb", "echo", "-o=jsonpath={.spec.listeners[0]}")
                        .succeeded())
                .isEqualTo("{\"name\":\"grpc\",\"port\":50050}");
    }

    @Test
    void anElementThatIsNoLongerAppliedIsRemovedAndOthersStay() throws Exception {
        // Given
        Kubectl kubectl = with(Manifests.DEPLOYMENT);
        kubectl.run("set", "env", "deployment/echo", "C=3").succeeded();
        String file = cluster.file(Manifests.DEPLOYMENT.replace("- {name: A, value: \"1\"}", ""));

        // When
        Result applied = kubectl.run("apply", "-f", file);

        // Then
        assertThat(applied.succeeded()).isEqualTo("deployment.apps/echo configured\n");
        assertThat(kubectl.run(
                                "get",
                                "deployment",
                                "echo",
                                "-o=jsonpath={.spec.template.spec.containers[0].env[*].name}")
                        .succeeded()
                        .split(" "))
                .containsExactlyInAnyOrder("B", "C");
    }

    @Test
    void anUnknownFieldIsRefusedByItsName() throws Exception {
        // Given
        String file = cluster.file(Manifests.LOAD_BALANCER.replace("spec:", "spec:\n  colour: red"));

        // When
        Result applied = cluster.kubectl().run("apply", "-f", file);

        // Then
        assertThat(applied.failed()).contains("unknown field \"colour\"");
    }

    @Test
    void aValueThatTheDefinitionForbidsIsRefused() throws Exception {
        // Given
        String file = cluster.file(Manifests.LOAD_BALANCER.replace("port: 50050", "port: 70000"));

        // When
        Result applied = cluster.kubectl().run("apply", "-f", file);

        // Then
        assertThat(applied.failed())
                .contains("The GrpcLoadBalancer \"echo\" is invalid")
                .contains("spec.listeners[0].port: Invalid value: 70000");
    }

    @Test
    void anEditIsKept() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();

        // When
        Result edited =
                kubectl.run(Map.of("KUBE_EDITOR", "sed -i s/RoundRobin/LeastConnections/"), "edit", "glb", "echo");

        // Then
        assertThat(edited.succeeded()).isEqualTo("grpcloadbalancer.fairlead.io/echo edited\n");
        assertThat(kubectl.run("get", "glb", "echo", ALGORITHM).succeeded()).isEqualTo("LeastConnections");
    }

    @Test
    void aMergePatchIsApplied() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();

        // When
        Result patched =
                kubectl.run("patch", "glb", "echo", "--type=merge", "-p", "{\"spec\":{\"drain\":{\"delay\":\"3s\"}}}");

        // Then
        assertThat(patched.succeeded()).isEqualTo("grpcloadbalancer.fairlead.io/echo patched\n");
        assertThat(kubectl.run("get", "glb", "echo", "-o=jsonpath={.spec.drain.delay}")
                        .succeeded())
                .isEqualTo("3s");
    }

    @Test
    void aJsonPatchIsApplied() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();

        // When
        Result patched = kubectl.run(
                "patch",
                "glb",
                "echo",
                "--type=json",
                "-p",
                "[{\"op\":\"replace\",\"path\":\"/spec/backends/0/balance/algorithm\",\"value\":\"Source\"}]");

        // Then
        assertThat(patched.succeeded()).isEqualTo("grpcloadbalancer.fairlead.io/echo patched\n");
        assertThat(kubectl.run("get", "glb", "echo", ALGORITHM).succeeded()).isEqualTo("Source");
    }

    @Test
    void aStrategicPatchMergesTheElementsOfBuiltInKinds() throws Exception {
        // Given
        Kubectl kubectl = with(Manifests.DEPLOYMENT);

        // When
        Result patched = kubectl.run(
                "patch",
                "deployment",
                "echo",
                "-p",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"echo\",\"image\":\"other\"}]}}}}");

        // Then
        assertThat(patched.succeeded()).isEqualTo("deployment.apps/echo patched\n");
        assertThat(kubectl.run(
                                "get",
                                "deployment",
                                "echo",
                                "-o=jsonpath={.spec.template.spec.containers[*]['image', 'env']}")
                        .succeeded())
                .startsWith("other [{\"name\":\"A\",\"value\":\"1\"}");
    }

    @Test
    void aStrategicPatchOfOurKindIsRefused() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();

        // When
        Result patched = kubectl.run("patch", "glb", "echo", "-p", "{\"spec\":{}}");

        // Then
        assertThat(patched.failed())
                .contains("accepted media types include: application/json-patch+json, application/merge-patch+json\n");
    }

    @Test
    void labelsAndAnnotationsAreKept() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();

        // When
        String labelled = kubectl.run("label", "glb", "echo", "tier=front").succeeded();
        String annotated = kubectl.run("annotate", "glb", "echo", "owner=us").succeeded();

        // Then
        assertThat(labelled).isEqualTo("grpcloadbalancer.fairlead.io/echo labeled\n");
        assertThat(annotated).isEqualTo("grpcloadbalancer.fairlead.io/echo annotated\n");
        assertThat(kubectl.run("get", "glb", "-l", "tier=front", "-o=jsonpath={.items[*].metadata.annotations.owner}")
                        .succeeded())
                .isEqualTo("us");
    }

    @Test
    void aNamespaceIsCreatedAndGoesWithAllThatIsInIt() throws Exception {
        // Given
        Kubectl kubectl = cluster.kubectl();
        String created = kubectl.run("create", "namespace", "shop").succeeded();
        kubectl.run("create", "configmap", "settings", "-n", "shop", "--from-literal=a=b")
                .succeeded();

        // When
        Result deleted = kubectl.run("delete", "namespace", "shop");

        // Then
        assertThat(created).isEqualTo("namespace/shop created\n");
        assertThat(deleted.succeeded()).startsWith("namespace \"shop\" deleted");
        assertThat(cluster.client().configMaps().inNamespace("shop").list().getItems())
                .isEmpty();
    }

    @Test
    void aConfigMapIsCreatedAsItWasSaid() throws Exception {
        // Given
        Kubectl kubectl = cluster.kubectl();

        // When
        Result created = kubectl.run("create", "configmap", "settings", "--from-literal=a=false", "--from-literal=b=");

        // Then
        assertThat(created.succeeded()).isEqualTo("configmap/settings created\n");
        assertThat(kubectl.run("get", "configmap", "settings", "-o=jsonpath={.data}")
                        .succeeded())
                .isEqualTo("{\"a\":\"false\",\"b\":\"\"}");
    }

    @Test
    void aDifferenceIsShownAndNotWritten() throws Exception {
        // Given
        Kubectl kubectl = withLoadBalancer();
        assumeFalse(
                kubectl.run("version", "--client", "-o=json").succeeded().contains("\"minor\": \"20\""),
                "kubectl 1.20 asks OpenAPI 2 first whether there is a dry run");
        String file = cluster.file(Manifests.LOAD_BALANCER.replace("RoundRobin", "Source"));

        // When
        Result different = kubectl.run("diff", "-f", file);

        // Then
        assertThat(different.exit()).isEqualTo(1);
        assertThat(different.out()).contains("-      algorithm: RoundRobin\n+      algorithm: Source\n");
        assertThat(kubectl.run("get", "glb", "echo", ALGORITHM).succeeded()).isEqualTo("RoundRobin");
    }
}
