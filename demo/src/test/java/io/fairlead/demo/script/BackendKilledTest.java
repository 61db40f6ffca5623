package io.fairlead.demo.script;

import static io.fairlead.demo.screen.DemoView.Step.State.MISSED;
import static io.fairlead.demo.screen.DemoView.Step.State.RUNNING;
import static io.fairlead.demo.screen.DemoView.Step.State.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackendKilledTest {

    private static final Duration TIME = Duration.ofSeconds(3);

    private final Scene scene = new Scene();

    private StepUnderTest begin() {
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");
        return new StepUnderTest(new BackendKilled(), scene);
    }

    private void down() {
        scene.endpoint("echo-1", EndpointState.Down, CheckResult.L4CON, 0);
    }

    @Test
    void isSeenWhenItIsDownAndCallsWentOn() {
        // Given
        StepUnderTest step = begin();
        scene.callInTurn(TIME, "echo-2", "echo-3");
        down();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(step.detail()).isEqualTo("Down (L4CON) after 3.2 s; 0 of 128 calls failed");
        assertThat(step.done()).containsExactly("crash echo-1");
    }

    @Test
    void waitsUntilItIsDown() {
        // Given
        StepUnderTest step = begin();
        scene.callInTurn(TIME, "echo-2", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("echo-1 is not Down with L4CON yet");
    }

    @Test
    void downForAnotherReasonDoesNotCount() {
        // Given
        StepUnderTest step = begin();
        scene.callInTurn(TIME, "echo-2", "echo-3");
        scene.endpoint("echo-1", EndpointState.Down, CheckResult.L4TOUT, 0);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
    }

    @Test
    void anotherThatIsDownDoesNotCount() {
        // Given
        StepUnderTest step = begin();
        scene.callInTurn(TIME, "echo-2", "echo-3");
        scene.endpoint("echo-2", EndpointState.Down, CheckResult.L4CON, 0);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
    }

    @Test
    void isNotSeenWhereCallsDoNotGoOn() {
        // Given
        StepUnderTest step = begin();
        scene.pass(TIME);
        down();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("too few calls since then");
    }

    @Test
    void isNotSeenWhileTheLoadBalancerIsNotReady() {
        // Given
        StepUnderTest step = begin();
        scene.callInTurn(TIME, "echo-2", "echo-3");
        down();
        scene.condition("Ready", "False", "BackendsDown", "No endpoint is up.");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
    }

    @Test
    void aCallMayFailThatWasOnItsWayToTheBackend() {
        // Given
        StepUnderTest step = begin();
        scene.pass(Duration.ofMillis(50));
        scene.fail(Duration.ofMillis(200));
        scene.callInTurn(TIME, "echo-2", "echo-3");
        down();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(step.detail())
                .isEqualTo("Down (L4CON) after 3.3 s; 1 of 129 calls failed, on connections to echo-1");
    }

    @Test
    void aCallMayFailThatWasUnderWayAtTheBackendWhereAllShareAConnection() {
        // Given
        scene.mode = ListenerMode.GRPC;
        StepUnderTest step = begin();
        scene.pass(Duration.ofMillis(50));
        scene.fail(Duration.ofMillis(200));
        scene.callInTurn(TIME, "echo-2", "echo-3");
        down();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(step.detail()).isEqualTo("Down (L4CON) after 3.3 s; 1 of 129 calls failed, under way at echo-1");
    }

    @Test
    void noCallMayFailOnAConnectionThatIsNewer() {
        // Given
        StepUnderTest step = begin();
        scene.pass(Duration.ofMillis(200));
        scene.fail(Duration.ofMillis(50));
        scene.callInTurn(TIME, "echo-2", "echo-3");
        down();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
        assertThat(step.detail())
                .isEqualTo("1 call failed that should not have, the first with UNAVAILABLE: io exception");
    }

    @Test
    void noCallMayFailLongAfterwards() {
        // Given
        StepUnderTest step = begin();
        scene.pass(Duration.ofSeconds(6));
        scene.fail(Duration.ofSeconds(7));

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
    }

    @Test
    void isMissedWithoutABackend() {
        // Given
        scene.backends.clear();
        StepUnderTest step = new StepUnderTest(new BackendKilled(), scene);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
        assertThat(step.detail()).isEqualTo("there is no backend that is ready");
    }
}
