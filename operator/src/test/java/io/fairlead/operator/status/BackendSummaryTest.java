package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendSummaryTest {

    private final Scene scene = Scene.allWell();

    @Test
    void anEndpointThatOneProxyKnowsAndAnotherDoesNotIsCountedOnce() {
        // Given
        proxiesSee(backend(2, 2, up(1), up(2)), backend(2, 2, up(2), up(3)));

        // When
        BackendStatus merged = merged();

        // Then
        assertThat(counts(merged)).isEqualTo("3/3");
        assertThat(merged.endpoints())
                .extracting(endpoint -> endpoint.address() + " " + endpoint.upOn() + "/" + endpoint.seenBy())
                .containsExactly("10.0.0.1 1/1", "10.0.0.3 1/1", "10.0.0.2 2/2");
    }

    @Test
    void whereTheListsAreCutTheCountsAreTheProxiesOwn() {
        // Given
        proxiesSee(backend(0, 300, range(0, 100)), backend(150, 300, range(50, 150)));

        // When
        BackendStatus merged = merged();

        // Then
        assertThat(counts(merged)).isEqualTo("0/300");
        assertThat(merged.endpoints()).hasSize(100);
    }

    @Test
    void countsThatCannotBeAreBroughtInBounds() {
        // Given
        proxiesSee(backend(9, 2, up(1), up(2)), backend(-3, -1, up(1), up(2)));

        // When
        BackendStatus merged = merged();

        // Then
        assertThat(counts(merged)).isEqualTo("2/2");
    }

    @Test
    void anEndpointThatAProxyTellsTwiceIsSeenByItOnce() {
        // Given
        proxiesSee(backend(1, 2, down(1), up(1)), backend(1, 1, up(1)));

        // When
        BackendStatus merged = merged();

        // Then
        EndpointStatus endpoint = Objects.requireNonNull(merged.endpoints()).getFirst();
        assertThat(endpoint.seenBy()).isEqualTo(2);
        assertThat(endpoint.upOn()).isEqualTo(1);
        assertThat(endpoint.state()).isEqualTo(EndpointState.Down);
    }

    @Test
    void whatIsDownIsExplainedByAProxyForWhichItIs() {
        // Given
        proxiesSee(backend(1, 1, up(1)), backend(0, 1, down(1)));

        // When
        BackendStatus merged = merged();

        // Then
        assertThat(merged.endpoints())
                .containsExactly(new EndpointStatus(
                        null,
                        "10.0.0.1",
                        50051,
                        EndpointState.Down,
                        CheckResult.L4CON,
                        "connection refused",
                        1,
                        2,
                        "2026-11-24T11:58:00Z"));
    }

    @Test
    void whatDrainsOrIsTakenOutIsListedBehindWhatIsDownAndIsNotHealthy() {
        // Given
        BackendStatus seen = backend(
                1, 4, up(1), in(EndpointState.Drain, 2), in(EndpointState.Maintenance, 3), in(EndpointState.Down, 4));
        proxiesSee(seen, seen);

        // When
        BackendStatus merged = merged();

        // Then
        assertThat(counts(merged)).isEqualTo("1/4");
        assertThat(merged.endpoints())
                .extracting(endpoint ->
                        endpoint.state() + " " + endpoint.address() + " " + endpoint.upOn() + "/" + endpoint.seenBy())
                .containsExactly(
                        "Down 10.0.0.4 0/2", "Maintenance 10.0.0.3 0/2", "Drain 10.0.0.2 2/2", "Up 10.0.0.1 2/2");
    }

    @ParameterizedTest
    @CsvSource({"Up, Drain, Drain", "Drain, Maintenance, Maintenance", "Drain, Down, Down", "Maintenance, Down, Down"})
    void ofTwoStatesThatProxiesSeeTheWorseCounts(EndpointState one, EndpointState other, EndpointState worse) {
        // Given
        proxiesSee(backend(0, 1, in(one, 1)), backend(0, 1, in(other, 1)));

        // When
        BackendStatus merged = merged();

        // Then
        assertThat(merged.endpoints()).extracting(EndpointStatus::state).containsExactly(worse);
        assertThat(counts(merged)).isEqualTo("0/1");
    }

    @Test
    void textThatDoesNotFitIsCutAndATimeThatIsNoneLeftOut() {
        // Given
        EndpointStatus tooLong = new EndpointStatus(
                "n".repeat(100), "a".repeat(100), 1, EndpointState.Down, null, "m\n".repeat(1000), null, null, "soon");
        proxiesSee(backend(0, 1, tooLong), backend(0, 1, tooLong));

        // When
        BackendStatus merged = merged();

        // Then
        EndpointStatus endpoint = Objects.requireNonNull(merged.endpoints()).getFirst();
        assertThat(endpoint.name()).hasSize(63).endsWith("...");
        assertThat(endpoint.address()).hasSize(45);
        assertThat(endpoint.message()).hasSize(300).doesNotContain("\n");
        assertThat(endpoint.since()).isNull();
    }

    @Test
    void aBackendThatTheSpecDoesNotHaveIsLeftOut() {
        // Given
        BackendStatus old = new BackendStatus("old", null, 0, 1, List.of(down(1)));
        proxiesSee(old, old);

        // When
        List<BackendStatus> backends = scene.status().backends();

        // Then
        assertThat(backends).isNull();
    }

    private void proxiesSee(BackendStatus a, BackendStatus b) {
        says(scene.reports.getFirst(), a);
        says(scene.reports.getLast(), b);
    }

    private static void says(ProxyReport report, BackendStatus backend) {
        ProxyReportStatus said = report.getStatus();
        report.setStatus(new ProxyReportStatus(
                said.uid(),
                said.observedGeneration(),
                null,
                null,
                said.renewTime(),
                said.listeners(),
                List.of(backend)));
    }

    private BackendStatus merged() {
        return Objects.requireNonNull(scene.status().backends()).getFirst();
    }

    private static String counts(BackendStatus backend) {
        return backend.healthy() + "/" + backend.total();
    }

    private static BackendStatus backend(int healthy, int total, EndpointStatus... endpoints) {
        return new BackendStatus("echo", null, healthy, total, List.of(endpoints));
    }

    private static EndpointStatus[] range(int from, int to) {
        return IntStream.range(from, to).mapToObj(BackendSummaryTest::down).toArray(EndpointStatus[]::new);
    }

    private static EndpointStatus up(int n) {
        return in(EndpointState.Up, n);
    }

    private static EndpointStatus in(EndpointState state, int n) {
        return new EndpointStatus(
                null, "10.0.0." + n, 50051, state, CheckResult.L4OK, null, null, null, "2026-11-24T11:00:00Z");
    }

    private static EndpointStatus down(int n) {
        return new EndpointStatus(
                null,
                "10.0.0." + n,
                50051,
                EndpointState.Down,
                CheckResult.L4CON,
                "connection refused",
                null,
                null,
                "2026-11-24T11:58:00Z");
    }
}
