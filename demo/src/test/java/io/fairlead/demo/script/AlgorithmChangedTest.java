package io.fairlead.demo.script;

import static io.fairlead.demo.screen.DemoView.Step.State.MISSED;
import static io.fairlead.demo.screen.DemoView.Step.State.RUNNING;
import static io.fairlead.demo.screen.DemoView.Step.State.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlgorithmChangedTest {

    private static final Duration TIME = Duration.ofSeconds(2);

    private final Scene scene = new Scene();
    private final StepUnderTest step = new StepUnderTest(new AlgorithmChanged(Scene.CLIENTS, TIME), scene);

    private void edited(Algorithm algorithm) {
        scene.algorithm = algorithm;
        scene.generation++;
    }

    private void stick() {
        scene.call(TIME, (client, connection) -> client < 3 ? "echo-1" : "echo-2");
    }

    @Test
    void isSeenWhenBothEditsAreProgrammedAndClientsStayedMeanwhile() {
        // Given
        edited(Algorithm.Source);
        scene.pass(Duration.ofMillis(700));
        scene.programmed();
        step.look();
        stick();
        step.look();
        edited(Algorithm.RoundRobin);
        scene.pass(Duration.ofMillis(400));
        scene.programmed();

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(step.detail())
                .isEqualTo("Source after 0.7 s: each of 4 clients stayed with one backend; RoundRobin after 0.4 s");
        assertThat(step.done()).containsExactly("edit Source", "edit RoundRobin");
    }

    @Test
    void clientsThatShareAConnectionAreToldApartByTheirMetadata() {
        // Given
        Scene shared = new Scene();
        shared.mode = ListenerMode.GRPC;
        StepUnderTest other = new StepUnderTest(new AlgorithmChanged(Scene.CLIENTS, TIME), shared);
        shared.algorithm = Algorithm.Source;
        shared.generation++;
        shared.programmed();
        other.look();
        shared.call(TIME, (client, connection) -> client < 3 ? "echo-1" : "echo-2");
        other.look();
        shared.algorithm = Algorithm.RoundRobin;
        shared.generation++;
        shared.programmed();

        // When
        State state = other.look();

        // Then
        assertThat(state).isEqualTo(SEEN);
        assertThat(other.detail())
                .isEqualTo(
                        "Source by caller after 0.0 s: each of 4 clients stayed with one backend; RoundRobin after 0.0 s");
        assertThat(other.done()).containsExactly("edit Source by Metadata caller", "edit RoundRobin");
    }

    @Test
    void waitsForProgrammedOfTheNewGeneration() {
        // Given
        edited(Algorithm.Source);
        scene.reports.replaceAll((proxy, old) -> 2L);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("generation 2 with Source is not programmed yet");
    }

    @Test
    void waitsUntilEachProxyRunsIt() {
        // Given
        edited(Algorithm.Source);
        scene.programmed();
        scene.reports.put("echo-lb-2", 1L);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("generation 2 with Source is not programmed yet");
    }

    @Test
    void waitsForTheEdit() {
        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("generation 2 with Source is not programmed yet");
    }

    @Test
    void isMissedWhereAPodIsRestarted() {
        // Given
        edited(Algorithm.Source);
        scene.programmed();
        scene.proxies.put("echo-lb-1", Scene.pod("echo-lb-1", "127.64.0.20", true, 1));

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
        assertThat(step.detail()).isEqualTo("a pod was restarted or replaced");
    }

    @Test
    void isMissedWhereAPodIsReplaced() {
        // Given
        edited(Algorithm.Source);
        scene.programmed();
        scene.proxies.remove("echo-lb-1");
        scene.addProxy("echo-lb-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
    }

    @Test
    void isMissedWhereTheTrafficDoesNotShowIt() {
        // Given
        edited(Algorithm.Source);
        scene.programmed();
        step.look();
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(MISSED);
        assertThat(step.detail()).isEqualTo("a client did not stay with one backend");
    }

    @Test
    void oneConnectionOfAClientProvesNothing() {
        // Given
        edited(Algorithm.Source);
        scene.programmed();
        step.look();
        scene.call(Duration.ofMillis(400), (client, connection) -> "echo-1");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.done()).containsExactly("edit Source");
    }

    @Test
    void isLeftToBeSeenForAWhile() {
        // Given
        edited(Algorithm.Source);
        scene.programmed();
        step.look();
        scene.call(TIME.minusMillis(401), (client, connection) -> "echo-1");

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("Source after 0.0 s: each client stays with one backend");
        assertThat(step.done()).containsExactly("edit Source");
    }

    @Test
    void isNotSeenBeforeTheEditBackIsProgrammed() {
        // Given
        edited(Algorithm.Source);
        scene.programmed();
        step.look();
        stick();
        step.look();
        edited(Algorithm.RoundRobin);

        // When
        State state = step.look();

        // Then
        assertThat(state).isEqualTo(RUNNING);
        assertThat(step.detail()).isEqualTo("generation 3 with RoundRobin is not programmed yet");
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
