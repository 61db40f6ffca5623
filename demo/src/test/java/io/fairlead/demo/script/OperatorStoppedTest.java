package io.fairlead.demo.script;

import static io.fairlead.demo.screen.DemoView.Step.State.MISSED;
import static io.fairlead.demo.screen.DemoView.Step.State.RUNNING;
import static io.fairlead.demo.screen.DemoView.Step.State.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OperatorStoppedTest {

    private static final Duration TIME = Duration.ofSeconds(3);

    private final Scene scene = new Scene();
    private final StepUnderTest step = new StepUnderTest(new OperatorStopped(), scene);

    /** A backend is added, of which the status does not tell. */
    private void added() {
        scene.addBackend("echo-4");
        scene.endpoints.remove("echo-4");
    }

    private void callAll() {
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3", "echo-4");
    }

    private void operatorIsBack() {
        added();
        callAll();
        step.look();
        scene.endpoint("echo-4", EndpointState.Up, CheckResult.L4OK, 2);
    }

    @Test
    void isSeenWhenTheNewBackendGotCallsAndTheOperatorTellsOfItLater() {
        // Given
        operatorIsBack();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(step.detail()).isEqualTo("3.2 s without: calls reached the new echo-4; 0 of 128 calls failed");
        assertThat(step.done()).containsExactly("stop operator", "scale 4", "start operator");
    }

    @Test
    void theOperatorIsAwayForSomeSeconds() {
        // Given
        added();
        scene.callInTurn(Duration.ofSeconds(1), "echo-4");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("there is no operator; calls reach echo-4");
        assertThat(step.done()).containsExactly("stop operator", "scale 4");
    }

    @Test
    void waitsUntilTheNewBackendGetsCalls() {
        // Given
        added();
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("there is no operator; no call has reached the new backend yet");
    }

    @Test
    void waitsUntilTheOperatorTellsOfIt() {
        // Given
        added();
        callAll();
        step.look();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("the operator is back, the status does not tell of echo-4 yet");
    }

    @Test
    void waitsUntilItIsReadyAgain() {
        // Given
        operatorIsBack();
        scene.condition("Ready", "False", "Pending", "Not yet.");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
    }

    @Test
    void aProxyThatWasAboutToEndMayGo() {
        // Given
        scene.addProxy("echo-lb-0");
        scene.proxies.computeIfPresent("echo-lb-0", (name, pod) -> Scene.terminating(pod));
        StepUnderTest other = new StepUnderTest(new OperatorStopped(), scene);
        scene.proxies.remove("echo-lb-0");

        // When
        State state = other.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
    }

    @Test
    void isMissedWhereAProxyIsAboutToEnd() {
        // Given
        scene.proxies.computeIfPresent("echo-lb-1", (name, pod) -> Scene.terminating(pod));

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
    }

    @Test
    void isMissedWhereAProxyIsReplacedMeanwhile() {
        // Given
        scene.proxies.remove("echo-lb-1");
        scene.addProxy("echo-lb-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
        assertThat(step.detail()).isEqualTo("a pod was restarted or replaced, or a generation is another");
    }

    @Test
    void isMissedWhereABackendIsRestartedMeanwhile() {
        // Given
        scene.backends.computeIfPresent(
                "echo-1",
                (name, pod) ->
                        Scene.pod(name, Objects.requireNonNull(pod.getStatus()).getPodIP(), true, 1));

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
    }

    @Test
    void isMissedWhereTheOperatorChangesADeploymentWhenItIsBack() {
        // Given
        operatorIsBack();
        scene.deploymentGeneration++;
        scene.own("Deployment", "uid-of-echo");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
    }

    @Test
    void isMissedWhereTheLoadBalancerIsChanged() {
        // Given
        scene.generation++;
        scene.algorithm = Algorithm.Source;

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
    }

    @Test
    void noCallMayFail() {
        // Given
        scene.fail(Duration.ofSeconds(1));

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
    }
}
