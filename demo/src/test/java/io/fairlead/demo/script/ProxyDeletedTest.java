package io.fairlead.demo.script;

import static io.fairlead.demo.screen.DemoView.Step.State.MISSED;
import static io.fairlead.demo.screen.DemoView.Step.State.RUNNING;
import static io.fairlead.demo.screen.DemoView.Step.State.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProxyDeletedTest {

    private static final Duration TIME = Duration.ofSeconds(3);

    private final Scene scene = new Scene();
    private final StepUnderTest step = new StepUnderTest(new ProxyDeleted(), scene);

    private void callOn() {
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");
    }

    private void delete() {
        scene.proxies.computeIfPresent("echo-lb-1", (name, pod) -> Scene.terminating(pod));
    }

    @Test
    void isSeenWhenAnotherRunsTheSameGenerationAndCallsWentOn() {
        // Given
        delete();
        scene.addProxy("echo-lb-3");
        callOn();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(step.detail()).isEqualTo("replaced after 3.2 s; 0 of 128 calls failed; echo-lb-1 is echo-lb-3 now");
        assertThat(step.done()).containsExactly("delete echo-lb-1");
    }

    @Test
    void theConnectionThatAllShareMayMoveToAnotherProxy() {
        // Given
        scene.mode = ListenerMode.GRPC;
        delete();
        scene.addProxy("echo-lb-3");
        callOn();
        scene.log.connections(2);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
    }

    @Test
    void theConnectionThatAllShareMayMoveOnlyOnce() {
        // Given
        scene.mode = ListenerMode.GRPC;
        callOn();
        scene.log.connections(3);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
        assertThat(step.detail()).isEqualTo("calls were made on 3 connections (expected: on 2)");
    }

    @Test
    void waitsForAnother() {
        // Given
        delete();
        callOn();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("no other pod has taken the place of echo-lb-1 yet");
    }

    @Test
    void waitsUntilTheOtherHasReportedTheGeneration() {
        // Given
        delete();
        scene.addProxy("echo-lb-3");
        scene.reports.remove("echo-lb-3");
        callOn();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
    }

    @Test
    void waitsUntilTheOtherIsReady() {
        // Given
        delete();
        scene.addProxy("echo-lb-3");
        scene.proxies.put("echo-lb-3", Scene.pod("echo-lb-3", "127.64.0.30", false, 0));
        callOn();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
    }

    @Test
    void isNotSeenWhereCallsDoNotGoOn() {
        // Given
        delete();
        scene.addProxy("echo-lb-3");
        scene.pass(TIME);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("echo-lb-3 is there, calls have to show it");
    }

    @Test
    void noCallMayFailNotEvenAnOpenOne() {
        // Given
        scene.fail(Duration.ofSeconds(1));

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
    }

    @Test
    void isMissedWithoutAProxy() {
        // Given
        scene.proxies.clear();
        StepUnderTest other = new StepUnderTest(new ProxyDeleted(), scene);

        // When
        State state = other.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
        assertThat(other.detail()).isEqualTo("there is no proxy that is ready");
    }
}
