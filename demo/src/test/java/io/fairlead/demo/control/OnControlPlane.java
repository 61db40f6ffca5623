package io.fairlead.demo.control;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What tests of a control plane share: a node for all of them, and a namespace for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnControlPlane {

    static final String NAME = "echo";

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration OFTEN = Duration.ofMillis(20);

    final KubernetesClient client;
    final FakeNode node;
    private final ControlPlane plane;
    private String namespace = "";

    OnControlPlane(ControlPlane plane) {
        this.plane = plane;
        client = plane.client();
        node = FakeNode.start(client);
    }

    @BeforeEach
    void createNamespace() {
        node.readyWhere(pod -> true);
        node.endsWhere(pod -> true);
        namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("control-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    @AfterEach
    void deleteNamespace() {
        node.endsWhere(pod -> true);
        client.namespaces().withName(namespace).delete();
    }

    @AfterAll
    void close() {
        node.close();
        plane.close();
    }

    String namespace() {
        return namespace;
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(LONGEST).pollInterval(OFTEN).untilAsserted(assertion);
    }

    /** Returns a Deployment whose pods the node takes. */
    DeploymentBuilder deployment(int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(NAME)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", NAME)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", NAME)
                .endMetadata()
                .withNewSpec()
                .addToNodeSelector(FakeNode.LABEL, node.name())
                .addNewToleration()
                .withOperator("Exists")
                .endToleration()
                .addNewContainer()
                .withName(NAME)
                .withImage(NAME + ":1")
                .addNewPort()
                .withName("grpc")
                .withContainerPort(50051)
                .endPort()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec();
    }

    /** Creates it, and waits until all of its pods are available. */
    Deployment createComplete(DeploymentBuilder deployment) {
        client.resource(deployment.build()).create();
        return awaitComplete();
    }

    Deployment awaitComplete() {
        eventually(() -> assertComplete(find(), status()));
        return find();
    }

    private static void assertComplete(Deployment deployment, DeploymentStatus status) {
        int replicas = deployment.getSpec().getReplicas();
        boolean complete = Objects.equals(
                        status.getObservedGeneration(), deployment.getMetadata().getGeneration())
                && count(status.getReplicas()) == replicas
                && count(status.getUpdatedReplicas()) == replicas
                && count(status.getAvailableReplicas()) == replicas;
        if (!complete) {
            throw new AssertionError("not complete: " + status);
        }
    }

    private static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    Deployment find() {
        return client.apps().deployments().inNamespace(namespace).withName(NAME).get();
    }

    /** Changes it, whatever else is written of it meanwhile. */
    void edit(Consumer<DeploymentBuilder> change) {
        await().atMost(LONGEST)
                .pollInterval(OFTEN)
                .ignoreExceptionsMatching(OnControlPlane::isConflict)
                .until(() -> {
                    DeploymentBuilder changed = new DeploymentBuilder(find());
                    change.accept(changed);
                    client.resource(changed.build()).update();
                    return true;
                });
    }

    private static boolean isConflict(Throwable fault) {
        return fault instanceof KubernetesClientException refusal
                && refusal.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    /** Changes the template, and so begins a rollout. */
    void setImage(String image) {
        edit(deployment -> deployment
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
    }

    void scale(int replicas) {
        edit(deployment -> deployment.editSpec().withReplicas(replicas).endSpec());
    }

    /** Returns its status, empty where it has none. */
    DeploymentStatus status() {
        return Objects.requireNonNullElseGet(find().getStatus(), DeploymentStatus::new);
    }

    /** Returns a condition; one that is not there has no status. */
    DeploymentCondition condition(String type) {
        return status().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst()
                .orElseGet(DeploymentCondition::new);
    }

    /** Returns them from the oldest revision on. */
    List<ReplicaSet> replicaSets() {
        return client.apps().replicaSets().inNamespace(namespace).list().getItems().stream()
                .sorted(Comparator.comparingInt(OnControlPlane::revision))
                .toList();
    }

    static int revision(ReplicaSet replicaSet) {
        return Integer.parseInt(
                replicaSet.getMetadata().getAnnotations().getOrDefault("deployment.kubernetes.io/revision", "0"));
    }

    List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    static boolean isActive(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && !"Failed".equals(pod.getStatus().getPhase());
    }

    static boolean runs(Pod pod, String image) {
        return image.equals(pod.getSpec().getContainers().getFirst().getImage());
    }
}
