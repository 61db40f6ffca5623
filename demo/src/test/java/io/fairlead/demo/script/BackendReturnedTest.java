package io.fairlead.demo.script;

import static io.fairlead.demo.screen.DemoView.Step.State.MISSED;
import static io.fairlead.demo.screen.DemoView.Step.State.RUNNING;
import static io.fairlead.demo.screen.DemoView.Step.State.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackendReturnedTest {

    private static final Duration TIME = Duration.ofSeconds(3);

    private final Scene scene = new Scene();

    private StepUnderTest begin() {
        scene.crashed.add("echo-2");
        scene.endpoint("echo-2", EndpointState.Down, CheckResult.L4CON, 0);
        return new StepUnderTest(new BackendReturned(), scene);
    }

    private void up(int proxies) {
        scene.endpoint("echo-2", EndpointState.Up, CheckResult.L4OK, proxies);
    }

    @Test
    void isSeenWhenItIsUpAndHasItsShare() {
        // Given
        StepUnderTest step = begin();
        scene.pass(TIME);
        up(2);
        step.look();
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(step.detail()).isEqualTo("Up after 3.0 s; echo-2 gets its share: 34%");
        assertThat(step.done()).containsExactly("recover echo-2");
    }

    @Test
    void waitsUntilItIsUpOnEachProxy() {
        // Given
        StepUnderTest step = begin();
        up(1);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("echo-2 is not Up yet");
    }

    @Test
    void isNotSeenWhileItGetsNoCalls() {
        // Given
        StepUnderTest step = begin();
        up(2);
        step.look();
        scene.callInTurn(TIME, "echo-1", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("echo-2 has no share of the calls yet");
    }

    @Test
    void noCallMayFail() {
        // Given
        StepUnderTest step = begin();
        scene.fail(Duration.ofSeconds(1));

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
    }

    @Test
    void isMissedWhereNoneWasKilled() {
        // Given
        StepUnderTest step = new StepUnderTest(new BackendReturned(), scene);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
        assertThat(step.detail()).isEqualTo("no backend was killed");
    }
}
