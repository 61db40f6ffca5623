package io.fairlead.demo.script;

import static io.fairlead.demo.screen.DemoView.Step.State.MISSED;
import static io.fairlead.demo.screen.DemoView.Step.State.RUNNING;
import static io.fairlead.demo.screen.DemoView.Step.State.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleAppliedTest {

    private static final Duration TIME = Duration.ofSeconds(5);

    private final Scene scene = new Scene();
    private final StepUnderTest step = new StepUnderTest(new SampleApplied(), scene);

    @Test
    void isSeenWhenEachBackendHasItsShareOfTheCalls() {
        // Given
        scene.pass(Duration.ofMillis(4_200));
        step.look();
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(step.detail())
                .isEqualTo("Ready after 4.2 s; 3 backends share the calls of 52 connections: 35%, 33%, 33%");
        assertThat(step.done()).containsExactly("apply", "start calls");
    }

    @Test
    void isSeenWhenTheCallsOfOneConnectionAreSpread() {
        // Given
        scene.mode = ListenerMode.GRPC;
        step.look();
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(step.detail())
                .isEqualTo("Ready after 0.0 s; 3 backends share the calls of 1 connection: 35%, 33%, 33%");
    }

    @Test
    void isMissedWhereCallsThatAreToShareOneConnectionHadTwo() {
        // Given
        scene.mode = ListenerMode.GRPC;
        step.look();
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");
        scene.log.connections(2);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
        assertThat(step.detail()).isEqualTo("calls were made on 2 connections (expected: on 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ServiceAccount", "Role", "RoleBinding", "Service", "ConfigMap", "Deployment"})
    void waitsForEachObject(String kind) {
        // Given
        scene.owned.removeIf(object -> object.getKind().equals(kind));

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("the operator has not made: " + kind);
    }

    @Test
    void anObjectOfSomeoneElseDoesNotCount() {
        // Given
        scene.own("Role", "another");

        // When
        step.look();

        // Then
        assertThat(step.detail()).isEqualTo("the operator has not made: Role");
    }

    @Test
    void makesNoCallBeforeItIsReady() {
        // Given
        scene.condition("Ready", "False", "ProxyNotReady", "No proxy is ready.");
        scene.proxies.put("echo-lb-2", Scene.pod("echo-lb-2", "127.64.0.21", false, 0));

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("1 of 2 proxies are ready, the load balancer is not");
        assertThat(step.done()).containsExactly("apply");
    }

    @Test
    void waitsForTheOtherProxy() {
        // Given
        scene.proxies.put("echo-lb-2", Scene.pod("echo-lb-2", "127.64.0.21", false, 0));
        step.look();
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("1 of 2 proxies are ready");
    }

    @Test
    void isNotSeenWhileABackendHasFarLessThanItsShare() {
        // Given
        step.look();
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-1", "echo-2", "echo-1", "echo-2", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("no share of the calls yet: echo-3");
    }

    @Test
    void aFewCallsProveNothing() {
        // Given
        step.look();
        scene.callInTurn(Duration.ofMillis(800), "echo-1", "echo-2", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(Objects.requireNonNull(scene.world().calls()).sent()).isPositive();
        assertThat(state).isEqualTo(RUNNING);
    }
}
