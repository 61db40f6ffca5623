package io.fairlead.demo.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.demo.testing.Kubectl;
import io.fairlead.demo.testing.Kubectl.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kubectl has done to what runs, and how it waits until that is so. */
class WorkloadTest {

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

    private static Kubectl withDeployment() throws Exception {
        Kubectl kubectl = cluster.kubectl();
        kubectl.run("apply", "-f", cluster.file(Manifests.DEPLOYMENT)).succeeded();
        kubectl.run("rollout", "status", "deployment", "echo").succeeded();
        return kubectl;
    }

    private static List<Pod> pods(Kubectl kubectl) {
        return cluster.client().pods().inNamespace(kubectl.namespace()).list().getItems();
    }

    @Test
    void aDeploymentIsScaled() throws Exception {
        // Given
        Kubectl kubectl = withDeployment();

        // When
        Result scaled = kubectl.run("scale", "deployment", "echo", "--replicas=3");

        // Then
        assertThat(scaled.succeeded()).isEqualTo("deployment.apps/echo scaled\n");
        kubectl.run("rollout", "status", "deployment", "echo").succeeded();
        assertThat(pods(kubectl)).hasSize(3);
    }

    @Test
    void aLoadBalancerIsScaled() throws Exception {
        // Given
        Kubectl kubectl = cluster.kubectl();
        kubectl.run("apply", "-f", cluster.file(Manifests.LOAD_BALANCER)).succeeded();

        // When
        Result scaled = kubectl.run("scale", "glb", "echo", "--replicas=3");

        // Then
        assertThat(scaled.succeeded()).isEqualTo("grpcloadbalancer.fairlead.io/echo scaled\n");
        assertThat(kubectl.run("get", "glb", "echo", "-o=jsonpath={.spec.proxy.replicas}")
                        .succeeded())
                .isEqualTo("3");
    }

    @Test
    void aRestartReplacesEveryPod() throws Exception {
        // Given
        Kubectl kubectl = withDeployment();
        List<String> before =
                pods(kubectl).stream().map(pod -> pod.getMetadata().getUid()).toList();

        // When
        String restarted =
                kubectl.run("rollout", "restart", "deployment", "echo").succeeded();
        String status = kubectl.run("rollout", "status", "deployment", "echo").succeeded();

        // Then
        assertThat(restarted).isEqualTo("deployment.apps/echo restarted\n");
        assertThat(status).endsWith("deployment \"echo\" successfully rolled out\n");
        assertThat(pods(kubectl))
                .filteredOn(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .hasSize(2)
                .noneMatch(pod -> before.contains(pod.getMetadata().getUid()));
    }

    @Test
    void aRolloutIsUndone() throws Exception {
        // Given
        Kubectl kubectl = withDeployment();
        kubectl.run("set", "image", "deployment/echo", "echo=other").succeeded();
        kubectl.run("rollout", "status", "deployment", "echo").succeeded();

        // When
        Result undone = kubectl.run("rollout", "undo", "deployment", "echo");

        // Then
        assertThat(undone.succeeded()).isEqualTo("deployment.apps/echo rolled back\n");
        assertThat(kubectl.run("get", "deployment", "echo", "-o=jsonpath={..image}")
                        .succeeded())
                .isEqualTo("fairlead/echo");
    }

    @Test
    void aDeletedPodIsWaitedForUntilItIsGone() throws Exception {
        // Given
        Kubectl kubectl = withDeployment();
        Pod pod = pods(kubectl).getFirst();

        // When
        Result deleted = kubectl.run("delete", "pod", pod.getMetadata().getName());

        // Then
        assertThat(deleted.succeeded())
                .startsWith("pod \"%s\" deleted".formatted(pod.getMetadata().getName()));
        assertThat(pods(kubectl))
                .noneMatch(left ->
                        left.getMetadata().getUid().equals(pod.getMetadata().getUid()));
    }

    @Test
    void aConditionIsWaitedFor() throws Exception {
        // Given
        Kubectl kubectl = withDeployment();
        Pod pod = pods(kubectl).getFirst();

        // When
        Result waited = kubectl.run("wait", "pod", pod.getMetadata().getName(), "--for=condition=Ready");

        // Then
        assertThat(waited.succeeded())
                .isEqualTo("pod/%s condition met\n".formatted(pod.getMetadata().getName()));
    }

    @Test
    void aConditionThatDoesNotComeIsNamed() throws Exception {
        // Given
        Kubectl kubectl = cluster.kubectl();
        kubectl.run("apply", "-f", cluster.file(Manifests.LOAD_BALANCER)).succeeded();

        // When
        Result waited = kubectl.run("wait", "glb", "echo", "--for=condition=Ready", "--timeout=1s");

        // Then
        assertThat(waited.failed()).isEqualTo("error: timed out waiting for the condition on grpcloadbalancers/echo\n");
    }

    @Test
    void aCommandInAPodIsRefused() throws Exception {
        // Given
        Kubectl kubectl = withDeployment();

        // When
        Result executed =
                kubectl.run("exec", pods(kubectl).getFirst().getMetadata().getName(), "--", "ls");

        // Then
        assertThat(executed.failed())
                .isEqualTo(
                        "Error from server (NotImplemented): exec is not served here: the containers of this cluster are processes of this machine\n");
    }

    @Test
    void aForwardedPortIsRefused() throws Exception {
        // Given
        Kubectl kubectl = withDeployment();

        // When
        Result forwarded = kubectl.run(
                "port-forward", pods(kubectl).getFirst().getMetadata().getName(), ":50051");

        // Then
        assertThat(forwarded.failed()).contains("portforward is not served here");
    }
}
