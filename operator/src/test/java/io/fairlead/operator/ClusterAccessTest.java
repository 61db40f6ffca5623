package io.fairlead.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.operator.testing.TestCluster;
import io.fairlead.operator.testing.WriteLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to a cluster that lead to one and that do not; each fault is one line. */
class ClusterAccessTest {

    @TempDir
    private Path folder;

    private final TestCluster cluster = TestCluster.start();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("kubeconfig");
        System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, file.toString());
    }

    @AfterEach
    void close() {
        System.clearProperty(Config.KUBERNETES_KUBECONFIG_FILE);
        cluster.close();
    }

    @Test
    void opensTheClusterOfTheKubeconfig() throws Exception {
        // Given
        writeKubeconfig(cluster.url());

        // When
        try (KubernetesClient client = ClusterAccess.open(Set.of(), new WriteLog())) {

            // Then
            assertThat(client.resources(GrpcLoadBalancer.class)
                            .inAnyNamespace()
                            .list()
                            .getItems())
                    .isEmpty();
        }
    }

    @Test
    void fieldsAndWordsOfANewerCrdAreNoFault() throws Exception {
        // Given
        writeKubeconfig(cluster.url());
        cluster.create("""
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo, namespace: shop}
                spec:
                  listeners: [{name: grpc, port: 50050, mode: NEWEST, novelty: true}]
                  backends: [{name: echo, service: {name: echo, port: 1}}]
                """);

        // When
        try (KubernetesClient client = ClusterAccess.open(Set.of(), new WriteLog())) {

            // Then
            assertThat(client.resources(GrpcLoadBalancer.class)
                            .inAnyNamespace()
                            .list()
                            .getItems())
                    .hasSize(1);
        }
    }

    @Test
    void kubeconfigThatIsMissingIsNamed() {
        // When
        Throwable thrown = open();

        // Then
        assertThat(thrown).hasMessage("KUBECONFIG: %s (expected: a kubeconfig that can be read)", file);
    }

    @Test
    void kubeconfigThatIsNoneIsNamed() throws Exception {
        // Given
        Files.writeString(file, "clusters: [");

        // When
        Throwable thrown = open();

        // Then
        assertThat(thrown.getMessage())
                .startsWith(file + ": ")
                .endsWith("(expected: a kubeconfig)")
                .hasLineCount(1);
    }

    @Test
    void clusterThatDoesNotAnswerIsNamed() throws Exception {
        // Given
        String url = cluster.url();
        cluster.close();
        writeKubeconfig(url);

        // When
        Throwable thrown = open();

        // Then
        assertThat(thrown).hasMessage("the Kubernetes API at %s does not answer: no connection", url);
    }

    @Test
    void clusterWithoutTheCrdsIsTold() throws Exception {
        // Given
        cluster.deleteCrds();
        writeKubeconfig(cluster.url());

        // When
        Throwable thrown = open();

        // Then
        assertThat(thrown)
                .hasMessage(
                        "the Kubernetes API at %s does not serve grpcloadbalancers.fairlead.io"
                                + " (expected: fairlead's CRDs, of fairlead.io/v1alpha1)",
                        cluster.url());
    }

    private static Throwable open() {
        return catchThrowable(() -> ClusterAccess.open(Set.of(), new WriteLog()).close());
    }

    private void writeKubeconfig(String url) throws IOException {
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s"}}]
                contexts: [{name: test, context: {cluster: test, namespace: shop}}]
                current-context: test
                """.formatted(url));
    }
}
