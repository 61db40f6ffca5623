package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartProblemTest {

    @ParameterizedTest
    @CsvSource({
        "ErrImagePull, ImagePullFailed",
        "ImagePullBackOff, ImagePullFailed",
        "InvalidImageName, ImagePullFailed",
        "ErrImageNeverPull, ImagePullFailed",
        "CrashLoopBackOff, ProxyCrashes",
        "CreateContainerConfigError, ProxyNotStarted",
        "CreateContainerError, ProxyNotStarted",
        "RunContainerError, ProxyNotStarted",
        "ContainerCreating, Pending",
        "PodInitializing, Pending",
    })
    void aContainerThatWaitsSaysWhatIsWrong(String waiting, String reason) {
        // Given
        Scene scene = onePodThatStarts();
        container(scene).getState().getWaiting().setReason(waiting);

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        assertThat(Scene.reason(status, ConditionType.Programmed)).isEqualTo(reason);
    }

    @Test
    void aContainerThatHasEndedCrashesAlsoBeforeItIsCalledALoop() {
        // Given
        Scene scene = onePodThatStarts();
        scene.pods
                .getFirst()
                .setStatus(scene.pods
                        .getFirst()
                        .getStatus()
                        .edit()
                        .editFirstContainerStatus()
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withReason("Error")
                        .endTerminated()
                        .endState()
                        .endContainerStatus()
                        .build());

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        assertThat(Scene.condition(status, ConditionType.Programmed).getMessage())
                .isEqualTo("Pod shop/echo-lb-1-a: container proxy ends with exit code 1 (Error) and is started again."
                        + " See: kubectl logs -n shop echo-lb-1-a -c proxy --previous");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24T12:00:30Z, Pending", "2026-11-24T12:00:31Z, ProxyNotReady"})
    void aContainerHasHalfAMinuteToBecomeReady(Instant now, String reason) {
        // Given
        Scene scene = onePodThatStarts();
        scene.pods
                .getFirst()
                .setStatus(scene.pods
                        .getFirst()
                        .getStatus()
                        .edit()
                        .editFirstContainerStatus()
                        .withNewState()
                        .withNewRunning("2026-11-24T12:00:00Z")
                        .endState()
                        .endContainerStatus()
                        .build());
        scene.now = now;

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        assertThat(Scene.reason(status, ConditionType.Programmed)).isEqualTo(reason);
    }

    @Test
    void aSidecarOrInitContainerThatCannotStartIsNamed() {
        // Given
        Scene scene = onePodThatStarts();
        PodStatus status = scene.pods.getFirst().getStatus();
        ContainerStatus init = Scene.copy(container(scene));
        init.setName("mesh-init");
        init.getState().getWaiting().setReason("ErrImagePull");
        status.getInitContainerStatuses().add(init);

        // When
        GrpcLoadBalancerStatus after = scene.status();

        // Then
        assertThat(Scene.reason(after, ConditionType.Programmed)).isEqualTo("ImagePullFailed");
    }

    @Test
    void ofSeveralPodsTheMostTellingSpeaks() {
        // Given
        Scene scene = Scene.of("unschedulable");
        Scene crashing = Scene.of("crash-loop");
        crashing.pods.getFirst().getMetadata().setName("echo-lb-1-z");
        scene.pods.add(crashing.pods.getFirst());

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        assertThat(Scene.reason(status, ConditionType.Programmed)).isEqualTo("ProxyCrashes");
    }

    /** Its container is being created. */
    private static Scene onePodThatStarts() {
        Scene scene = Scene.of("starting");
        scene.pods.removeLast();
        return scene;
    }

    private static ContainerStatus container(Scene scene) {
        return scene.pods.getFirst().getStatus().getContainerStatuses().getFirst();
    }
}
