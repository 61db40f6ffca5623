package io.fairlead.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.bench.work.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WorkResultTest {

    private static final WorkResult RESULT = new WorkResult(
            "a",
            "calls",
            "CPU per call",
            List.of(Metric.CALLS, Metric.CPU_PER_CALL),
            List.of(
                    contestant("fairlead", 10, 20, 30),
                    contestant("haproxy", 10, 40, 20),
                    contestant("nginx", 20, 25, 60),
                    ContestantResult.measured(
                            "direct", List.of(Map.of("calls", 1.0), Map.of("calls", 1.0), Map.of("calls", 1.0)))));

    private static ContestantResult contestant(String name, double... figures) {
        List<Map<String, Double>> rounds = Arrays.stream(figures)
                .mapToObj(figure -> Map.of("calls", figure, "CPU per call", figure))
                .toList();
        return ContestantResult.measured(name, rounds);
    }

    @Test
    void theRatioIsOfTheSameRound() {
        // When
        Optional<Spread> ratio = RESULT.ratio(Metric.CPU_PER_CALL, List.of("haproxy"));

        // Then
        assertThat(ratio).contains(Spread.of(10.0 / 10, 20.0 / 40, 30.0 / 20));
    }

    @Test
    void theBetterPeerIsThatOfTheRoundWhereLessIsBetter() {
        // When
        Optional<Spread> ratio = RESULT.ratio(Metric.CPU_PER_CALL, List.of("haproxy", "nginx"));

        // Then
        assertThat(ratio).contains(Spread.of(10.0 / 10, 20.0 / 25, 30.0 / 20));
    }

    @Test
    void theBetterPeerIsThatOfTheRoundWhereMoreIsBetter() {
        // When
        Optional<Spread> ratio = RESULT.ratio(Metric.CALLS, List.of("haproxy", "nginx"));

        // Then
        assertThat(ratio).contains(Spread.of(10.0 / 20, 20.0 / 40, 30.0 / 60));
    }

    @Test
    void thereIsNoRatioToWhatHasNoSuchFigure() {
        // When, Then
        assertThat(RESULT.ratio(Metric.CPU_PER_CALL, List.of("direct"))).isEmpty();
    }

    @Test
    void thereIsNoRatioToTheBetterOfPeersOfWhichOneDidNotRun() {
        // When, Then
        assertThat(RESULT.ratio(Metric.CPU_PER_CALL, List.of("haproxy", "haproxy-splice")))
                .isEmpty();
    }

    @Test
    void circumstancesAreNotCompared() {
        // Given
        WorkResult result = ofShares(50, 50);

        // When, Then
        assertThat(result.ratio(Metric.CPU_SHARE, List.of("haproxy"))).isEmpty();
    }

    @Test
    void whereTheLoadHasNoTimeLeftAndTheProxyHasItLimits() {
        // When
        List<String> limited = ofShares(96, 99).limitedByLoad();

        // Then
        assertThat(limited).containsExactly("haproxy");
    }

    /** Of a run in which fairlead uses {@code share} of its CPU and haproxy a half, while the load uses {@code load} of its own. */
    private static WorkResult ofShares(double share, double load) {
        return new WorkResult(
                "a",
                "calls",
                "CPU per call",
                List.of(Metric.CPU_SHARE, Metric.LOAD_SHARE),
                List.of(
                        shares("fairlead", share, load),
                        shares("haproxy", 50, load),
                        ContestantResult.measured("direct", List.of(Map.of(Metric.LOAD_SHARE.name(), load)))));
    }

    private static ContestantResult shares(String name, double proxy, double load) {
        return ContestantResult.measured(
                name, List.of(Map.of(Metric.CPU_SHARE.name(), proxy, Metric.LOAD_SHARE.name(), load)));
    }
}
