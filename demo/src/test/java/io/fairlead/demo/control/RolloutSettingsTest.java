package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutSettingsTest {

    private static Deployment deployment(int replicas, String surge, String unavailable) {
        return new DeploymentBuilder()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewStrategy()
                .withNewRollingUpdate()
                .withMaxSurge(value(surge))
                .withMaxUnavailable(value(unavailable))
                .endRollingUpdate()
                .endStrategy()
                .endSpec()
                .build();
    }

    private static IntOrString value(String text) {
        return text.matches("\\d+") ? new IntOrString(Integer.valueOf(text)) : new IntOrString(text);
    }

    /** A surge is rounded up, and what may be missing down; where both come to nothing one pod may be missing. */
    @ParameterizedTest
    @CsvSource({
        "10, 25%, 25%, 3, 2",
        "4, 25%, 25%, 1, 1",
        "3, 25%, 25%, 1, 0",
        "1, 25%, 25%, 1, 0",
        "10, 1%, 0%, 1, 0",
        "10, 0%, 1%, 0, 1",
        "10, 0%, 0%, 0, 1",
        "10, 0, 0, 0, 1",
        "10, 3, 4, 3, 4",
        "2, 0, 5, 0, 2",
        "2, 200%, 100%, 4, 2",
        "0, 25%, 25%, 0, 0",
        "0, 1, 1, 1, 0",
    })
    void percentagesAreOfTheReplicas(int replicas, String surge, String unavailable, int maxSurge, int maxUnavailable) {
        // When
        RolloutSettings settings = RolloutSettings.of(deployment(replicas, surge, unavailable));

        // Then
        assertThat(settings.maxSurge()).isEqualTo(maxSurge);
        assertThat(settings.maxUnavailable()).isEqualTo(maxUnavailable);
    }

    @Test
    void whatIsNotSaidIsAsTheApiHasIt() {
        // When
        RolloutSettings settings = RolloutSettings.of(
                new DeploymentBuilder().withNewSpec().endSpec().build());

        // Then
        assertThat(settings)
                .isEqualTo(new RolloutSettings(1, false, 1, 0, Optional.of(Duration.ofMinutes(10)), 10, false));
    }

    @Test
    void theLargestDeadlineIsNone() {
        // When
        RolloutSettings settings = RolloutSettings.of(new DeploymentBuilder()
                .withNewSpec()
                .withProgressDeadlineSeconds(Integer.MAX_VALUE)
                .endSpec()
                .build());

        // Then
        assertThat(settings.deadline()).isEmpty();
    }

    @Test
    void recreateHasNeitherSurgeNorAnyToSpare() {
        // When
        RolloutSettings settings = RolloutSettings.of(new DeploymentBuilder()
                .withNewSpec()
                .withReplicas(4)
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .endSpec()
                .build());

        // Then
        assertThat(settings.recreate()).isTrue();
        assertThat(settings.most()).isEqualTo(4);
        assertThat(settings.least()).isEqualTo(4);
    }

    @Test
    void aNumberOfPodsThatIsNoneIsNamed() {
        // When, Then
        assertThatThrownBy(() -> RolloutSettings.of(deployment(1, "many", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spec.strategy.rollingUpdate.maxSurge: many (expected: a number, or a percentage)");
    }
}
