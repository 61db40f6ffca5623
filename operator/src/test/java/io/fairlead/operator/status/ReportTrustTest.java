package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ListenerStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pod with the proxies' ServiceAccount can write, or somebody with labels and owner references of his own, and what comes of it. */
class ReportTrustTest {

    private static final int B = 1;
    private static final String UID = "glb-1";

    @Test
    void aReportOwnedByAnOwnPodCounts() {
        // Given
        Scene scene = Scene.allWell();
        says(scene.reports.get(B), lie(UID, 3L));

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        assertThat(status.backends()).first().extracting(BackendStatus::healthy).isEqualTo(0);
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void aReportThatIsNotItsPodsIsAsIfItDidNotExist(Consumer<Scene> forgery) {
        // Given
        Scene forged = Scene.allWell();
        forgery.accept(forged);
        Scene silent = Scene.allWell();
        silent.reports.remove(B);

        // When
        GrpcLoadBalancerStatus status = forged.status();

        // Then
        GrpcLoadBalancerStatus expected = silent.status();
        assertThat(status.backends()).isEqualTo(expected.backends());
        assertThat(status.listeners()).isEqualTo(expected.listeners());
        assertThat(status.conditions())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("message")
                .isEqualTo(expected.conditions());
        assertThat(ProgrammedListeners.of(forged.observed())).isEmpty();
    }

    static Stream<Named<Consumer<Scene>>> spoilt() {
        return Stream.of(
                named(
                        "another pod's name",
                        forge(lie(UID, 3L), report -> report.getMetadata().setName("echo-lb-1-z"))),
                named(
                        "another namespace",
                        forge(lie(UID, 3L), report -> report.getMetadata().setNamespace("other"))),
                named("another owner's uid", forge(lie(UID, 3L), report -> owners(report, pod("pod-a")))),
                named(
                        "the uid of a pod that had the name",
                        forge(lie(UID, 3L), report -> owners(report, pod("pod-0")))),
                named("two owners", forge(lie(UID, 3L), report -> owners(report, pod("pod-b"), pod("pod-a")))),
                named("no owner", forge(lie(UID, 3L), ReportTrustTest::owners)),
                named("the uid of another load balancer", forge(lie("glb-2", 3L), report -> {})),
                named("no uid", forge(lie(null, 3L), report -> {})),
                named("a generation above ours", forge(lie(UID, 4L), report -> {})),
                named("a generation below the first", forge(lie(UID, 0L), report -> {})),
                named("nothing said", forge(null, report -> {})),
                named("a time to come", forge(lie(UID, 3L, "2026-11-24T12:05:00Z"), report -> {})),
                named("a time long ago", forge(lie(UID, 3L, "2026-11-24T11:50:00Z"), report -> {})),
                named("a time that is none", forge(lie(UID, 3L, "soon"), report -> {})),
                named("no time", forge(lie(UID, 3L, null), report -> {})));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void whatIsNotOfTheDeploymentChangesNothing(Consumer<Scene> forgery) {
        // Given
        Scene forged = Scene.allWell();
        forgery.accept(forged);

        // When
        GrpcLoadBalancerStatus status = forged.status();

        // Then
        assertThat(status).isEqualTo(Scene.allWell().status());
        assertThat(ProgrammedListeners.of(forged.observed()))
                .isEqualTo(ProgrammedListeners.of(Scene.allWell().observed()));
    }

    static Stream<Named<Consumer<Scene>>> foreign() {
        return Stream.of(
                named("a pod of another Deployment with our label", scene -> {
                    scene.replicaSets.add(replicaSet(scene, "replicaset-9", controller("Deployment", "deployment-9")));
                    addProxy(scene, controller("ReplicaSet", "replicaset-9"));
                }),
                named("a ReplicaSet of ours by name alone", scene -> {
                    scene.replicaSets.add(replicaSet(scene, "replicaset-9"));
                    addProxy(scene, controller("ReplicaSet", "replicaset-9"));
                }),
                named(
                        "a pod of the Deployment with no ReplicaSet",
                        scene -> addProxy(scene, controller("Deployment", "deployment-1"))),
                named(
                        "a pod of the load balancer itself",
                        scene -> addProxy(scene, controller("GrpcLoadBalancer", UID))),
                named(
                        "a pod that our ReplicaSet does not control",
                        scene -> addProxy(scene, owner("ReplicaSet", "replicaset-1"))),
                named("a pod of nobody", ReportTrustTest::addProxy),
                named("a pod of another namespace", scene -> {
                    addProxy(scene, controller("ReplicaSet", "replicaset-1"));
                    scene.pods.getLast().getMetadata().setNamespace("other");
                    scene.reports.getLast().getMetadata().setNamespace("other");
                }),
                named("a report of a pod that is gone", scene -> {
                    addProxy(scene, controller("ReplicaSet", "replicaset-1"));
                    scene.pods.removeLast();
                }));
    }

    @Test
    void aFurtherPodOfTheReplicaSetCounts() {
        // Given
        Scene scene = Scene.allWell();
        addProxy(scene, controller("ReplicaSet", "replicaset-1"));

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        assertThat(status.backends()).first().extracting(BackendStatus::healthy).isEqualTo(0);
    }

    @Test
    void nothingCountsOfADeploymentThatIsNotOurs() {
        // Given
        Scene scene = Scene.allWell();
        owners(Objects.requireNonNull(scene.deployment), controller("GrpcLoadBalancer", "glb-2"));

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        assertThat(status.backends()).isNull();
        assertThat(status.replicas()).isZero();
        assertThat(ProgrammedListeners.of(scene.observed())).isEmpty();
    }

    @Test
    void aProxyThatRunsNothingMayRefuseAndSayNoMore() {
        // Given
        Scene scene = Scene.allWell();
        scene.reports
                .get(B)
                .setStatus(
                        new ProxyReportStatus(null, null, 3L, "spec: {}", "2026-11-24T11:59:30Z", List.of(), down()));

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        assertThat(Scene.reason(status, ConditionType.Programmed)).isEqualTo("Refused");
        assertThat(status.backends()).first().extracting(BackendStatus::healthy).isEqualTo(3);
    }

    private static Consumer<Scene> forge(@Nullable ProxyReportStatus lie, Consumer<ProxyReport> forgery) {
        return scene -> {
            says(scene.reports.get(B), lie);
            forgery.accept(scene.reports.get(B));
        };
    }

    private static void says(ProxyReport report, @Nullable ProxyReportStatus status) {
        report.setStatus(status);
    }

    private static ProxyReportStatus lie(@Nullable String uid, Long generation) {
        return lie(uid, generation, "2026-11-24T11:59:30Z");
    }

    private static ProxyReportStatus lie(@Nullable String uid, Long generation, @Nullable String renewTime) {
        return new ProxyReportStatus(
                uid, generation, null, null, renewTime, List.of(new ListenerStatus("lie", 1, null)), down());
    }

    private static List<BackendStatus> down() {
        EndpointStatus endpoint =
                new EndpointStatus(null, "10.0.0.1", 50051, EndpointState.Down, null, null, null, null, null);
        return List.of(new BackendStatus("echo", null, 0, 3, List.of(endpoint)));
    }

    private static void addProxy(Scene scene, OwnerReference... owners) {
        Pod pod = Scene.copy(scene.pods.get(B));
        pod.getMetadata().setName("echo-lb-1-f");
        pod.getMetadata().setUid("pod-f");
        pod.getMetadata().setOwnerReferences(List.of(owners));
        ProxyReport report = Scene.copy(scene.reports.get(B));
        report.getMetadata().setName("echo-lb-1-f");
        owners(report, pod("pod-f"));
        says(report, lie(UID, 3L));
        scene.pods.add(pod);
        scene.reports.add(report);
    }

    private static ReplicaSet replicaSet(Scene scene, String uid, OwnerReference... owners) {
        ReplicaSet replicaSet = Scene.copy(scene.replicaSets.getFirst());
        replicaSet.getMetadata().setUid(uid);
        owners(replicaSet, owners);
        return replicaSet;
    }

    private static void owners(HasMetadata object, OwnerReference... owners) {
        object.getMetadata().setOwnerReferences(List.of(owners));
    }

    private static OwnerReference pod(String uid) {
        return owner("Pod", uid);
    }

    private static OwnerReference owner(String kind, String uid) {
        return new OwnerReferenceBuilder()
                .withKind(kind)
                .withName("echo-lb")
                .withUid(uid)
                .build();
    }

    private static OwnerReference controller(String kind, String uid) {
        return owner(kind, uid).edit().withController(true).build();
    }
}
