package io.fairlead.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.bench.work.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TargetTest {

    private static final List<String> BOTH = List.of("haproxy", "nginx");

    @Test
    void aRatioThatIsSmallEnoughMeetsIt() {
        // Given
        Target target = new Target("h", "CPU per MB", List.of("haproxy-splice"), 0.95, false);

        // When
        Verdict verdict = target.judge(Samples.results());

        // Then
        assertThat(verdict.aim()).isEqualTo("<= 0.95 x haproxy-splice");
        assertThat(verdict.figures()).isEqualTo("0.75");
        assertThat(verdict.outcome()).isEqualTo("met");
    }

    @Test
    void aRatioThatIsTooLargeMissesItByWhatTheMedianIsOver() {
        // Given
        Target target = new Target("a", "CPU per call", BOTH, 1, false);

        // When
        Verdict verdict = target.judge(Samples.results());

        // Then
        assertThat(verdict.aim()).isEqualTo("<= 1.00 x the better of haproxy and nginx");
        assertThat(verdict.outcome()).isEqualTo("missed by 10.3 %");
    }

    @Test
    void aRatioThatIsTooSmallMissesTheLeast() {
        // Given
        Target target = new Target("a", "calls", BOTH, 2, true);

        // When
        Verdict verdict = target.judge(Samples.results());

        // Then
        assertThat(verdict.aim()).isEqualTo(">= 2.00 x the better of haproxy and nginx");
        assertThat(verdict.outcome()).isEqualTo("missed by 50.5 %");
    }

    @Test
    void theBoundItselfMeetsIt() {
        // Given
        Target target = new Target("h", "CPU per MB", List.of(), 300, false);

        // When
        Verdict verdict = target.judge(Samples.results());

        // Then
        assertThat(verdict.aim()).isEqualTo("<= 300 µs");
        assertThat(verdict.outcome()).isEqualTo("met");
    }

    @Test
    void whatWasNotMeasuredIsSaidToBe() {
        // Given
        Target target = new Target("e", "memory", List.of(), 6, false);

        // When
        Verdict verdict = target.judge(Samples.results());

        // Then
        assertThat(verdict.figures()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo("not measured");
    }

    @Test
    void aBoundOfTheMetricItselfIsInItsUnit() {
        // Given
        WorkResult result = new WorkResult(
                "e",
                "idle",
                "memory",
                List.of(new Metric("memory", "KiB", Metric.Better.LOWER)),
                List.of(ContestantResult.measured("fairlead", List.of(Map.of("memory", 7.5)))));
        Results of = Samples.results();
        Target target = new Target("e", "memory", List.of(), 6, false);

        // When
        Verdict verdict =
                target.judge(new Results(of.date(), of.commit(), of.machine(), of.settings(), List.of(result)));

        // Then
        assertThat(verdict.aim()).isEqualTo("<= 6.00 KiB");
        assertThat(verdict.outcome()).isEqualTo("missed by 25.0 %");
    }
}
