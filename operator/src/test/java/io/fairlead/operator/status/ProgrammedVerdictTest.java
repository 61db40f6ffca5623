package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodCondition;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammedVerdictTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T11:59:00Z, True, Programmed",
        "2026-11-24T11:58:59Z, Unknown, ProxyUnreachable",
        ", Unknown, ProxyUnreachable",
    })
    void aProxyHasAMinuteFromItsReadinessToBeHeardOf(String readySince, String status, String reason) {
        // Given
        Scene scene = Scene.allWell();
        scene.reports.removeLast();
        readyCondition(scene).setLastTransitionTime(readySince);

        // When
        GrpcLoadBalancerStatus after = scene.status();

        // Then
        assertThat(Scene.words(after, ConditionType.Programmed)).isEqualTo(status + " " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T12:00:00Z, True Programmed",
        "2026-11-24T12:03:00Z, True Programmed",
        "2026-11-24T12:03:01Z, Unknown ProxyUnreachable",
        "2026-11-24T11:59:00Z, True Programmed",
        "2026-11-24T11:58:59Z, Unknown ProxyUnreachable",
    })
    void aReportIsStaleThreeMinutesAfterItWasConfirmedAndNoneIsFromTheFuture(Instant now, String words) {
        // Given
        Scene scene = Scene.allWell();
        scene.reports.forEach(report -> renewed(report, "2026-11-24T12:00:00Z"));
        scene.now = now;

        // When
        GrpcLoadBalancerStatus after = scene.status();

        // Then
        assertThat(Scene.words(after, ConditionType.Programmed)).isEqualTo(words);
    }

    @Test
    void aProxyThatHasNotReportedKeepsTheFirstProgrammedOfAGenerationWaiting() {
        // Given
        Scene scene = Scene.of("scale-up");
        scene.resource.setStatus(Scene.of("all-well").resource.getStatus());

        // When
        GrpcLoadBalancerStatus after = scene.status();

        // Then
        assertThat(Scene.words(after, ConditionType.Programmed)).isEqualTo("False Pending");
    }

    @Test
    void whatWasProgrammedFormerlyIsNoReasonToCallANewGenerationProgrammed() {
        // Given
        Scene scene = Scene.of("scale-up");
        scene.resource.getMetadata().setGeneration(4L);

        // When
        GrpcLoadBalancerStatus after = scene.status();

        // Then
        assertThat(Scene.words(after, ConditionType.Programmed)).isEqualTo("False Pending");
    }

    @Test
    void itIsNotKeptWhereNoProxyRunsTheGenerationAnyMore() {
        // Given
        Scene scene = Scene.of("scale-up");
        scene.pods.subList(0, 2).clear();

        // When
        GrpcLoadBalancerStatus after = scene.status();

        // Then
        assertThat(Scene.words(after, ConditionType.Programmed)).isEqualTo("False Pending");
    }

    @Test
    void aRefusalEndsItAlsoWhereOthersRunTheGeneration() {
        // Given
        Scene scene = Scene.of("scale-up");
        ProxyReport report = Scene.copy(scene.reports.getFirst());
        report.getMetadata().setName("echo-lb-1-c");
        report.getMetadata().getOwnerReferences().getFirst().setUid("pod-c");
        report.setStatus(
                new ProxyReportStatus("glb-1", 2L, 3L, "spec.x: unknown field", "2026-11-24T11:59:59Z", null, null));
        scene.reports.add(report);

        // When
        GrpcLoadBalancerStatus after = scene.status();

        // Then
        assertThat(Scene.words(after, ConditionType.Programmed)).isEqualTo("False Refused");
        assertThat(Scene.words(after, ConditionType.Stalled)).isEqualTo("True Refused");
    }

    @Test
    void aRefusalOfWhatAlreadyRunsIsNone() {
        // Given
        Scene scene = Scene.allWell();
        ProxyReportStatus said = scene.reports.getFirst().getStatus();
        scene.reports
                .getFirst()
                .setStatus(new ProxyReportStatus(
                        said.uid(), 3L, null, "not YAML", said.renewTime(), said.listeners(), said.backends()));

        // When
        GrpcLoadBalancerStatus after = scene.status();

        // Then
        assertThat(Scene.words(after, ConditionType.Programmed)).isEqualTo("True Programmed");
    }

    private static PodCondition readyCondition(Scene scene) {
        return scene.pods.getLast().getStatus().getConditions().getFirst();
    }

    private static void renewed(ProxyReport report, String time) {
        ProxyReportStatus said = report.getStatus();
        report.setStatus(new ProxyReportStatus(
                said.uid(),
                said.observedGeneration(),
                said.refusedGeneration(),
                said.refusal(),
                time,
                said.listeners(),
                said.backends()));
    }
}
